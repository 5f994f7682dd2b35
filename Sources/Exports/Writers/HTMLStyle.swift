/// How the page looks: on screens of any width, light or dark, and on paper.
enum HTMLStyle {
  /// Number of colours that kinds are told apart by.
  static let colors = 6

  static let text = """
    :root {
      color-scheme: light dark;
      --back: #f6f6f4; --card: #fff; --ink: #1c1d1f; --soft: #62656b; --line: #dcdcd8; --empty: #e9e9e5;
      --c0: #2f6fde; --c1: #c2571a; --c2: #1d8a5b; --c3: #9a46c0; --c4: #b3871b; --c5: #c0394f;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --back: #141517; --card: #1f2124; --ink: #e9eaec; --soft: #a0a4ab; --line: #34373c; --empty: #2a2d31;
        --c0: #6ea0f5; --c1: #ef9560; --c2: #55c594; --c3: #cb8cea; --c4: #dcb650; --c5: #f07f8f;
      }
    }
    .k0 { --kind: var(--c0) } .k1 { --kind: var(--c1) } .k2 { --kind: var(--c2) }
    .k3 { --kind: var(--c3) } .k4 { --kind: var(--c4) } .k5 { --kind: var(--c5) }
    * { box-sizing: border-box }
    body { margin: 0 auto; max-width: 100rem; padding: 1.5rem clamp(1rem, 3vw, 2.5rem);
      background: var(--back); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; overflow-wrap: anywhere }
    .facts { margin: .3rem 0 0; color: var(--soft); font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .6rem 0 0; padding: 0; list-style: none;
      font-size: .875rem }
    .legend li::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em;
      border-radius: 2px; background: var(--kind) }
    .skip { position: absolute; left: -100rem }
    .skip:focus { left: 1rem; top: .5rem; padding: .3rem .6rem; background: var(--card); z-index: 2 }
    a { color: inherit }
    :focus-visible { outline: 3px solid var(--c0); outline-offset: 2px }
    #ranges:focus { outline: none }
    nav { position: sticky; top: 0; z-index: 1; margin: 1rem 0; padding: .5rem 0 .25rem; background: var(--back) }
    nav svg { display: block; width: 100%; height: 2rem; border-radius: 6px; background: var(--empty) }
    nav rect { fill: var(--kind); opacity: .75; stroke: var(--back); stroke-width: 1px;
      vector-effect: non-scaling-stroke }
    nav a:hover rect { opacity: 1 }
    nav p { display: flex; justify-content: space-between; margin: .2rem 0 0; color: var(--soft);
      font-size: .75rem; font-variant-numeric: tabular-nums }
    #ranges { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1rem;
      margin: 0; padding: 0; list-style: none }
    li { scroll-margin-top: 5rem }
    article { height: 100%; padding-bottom: .8rem; overflow: hidden; border: 1px solid var(--line);
      border-radius: 10px; background: var(--card) }
    li:target article { border-color: var(--kind); box-shadow: 0 0 0 2px var(--kind) }
    article > :not(.picture) { margin: .35rem .9rem 0 }
    .picture { position: relative; display: block; box-sizing: content-box; aspect-ratio: 16 / 9; background: var(--empty);
      border-bottom: 3px solid var(--kind) }
    .picture:focus-visible { outline-offset: -3px }
    .picture img { display: block; width: 100%; height: 100%; object-fit: contain; background: #000 }
    .picture b { position: absolute; left: .5rem; top: .5rem; min-width: 1.7em; padding: .05em .45em;
      border-radius: 99px; background: rgb(0 0 0 / .7); color: #fff; font-size: .8rem; text-align: center }
    article > h2 { margin-top: .7rem; font-size: 1rem; line-height: 1.3; overflow-wrap: anywhere }
    .time { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .75em; color: var(--soft);
      font-size: .875rem; font-variant-numeric: tabular-nums; white-space: nowrap }
    .time span + span { color: var(--ink) }
    .marks { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .7rem; font-size: .8rem }
    .kind { padding: 0 .55em; border: 1px solid var(--kind); border-radius: 99px; overflow-wrap: anywhere }
    .sure { margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums }
    meter { width: 4.5rem; height: .8rem; vertical-align: -.1em }
    .note { font-size: .9rem; white-space: pre-line; overflow-wrap: anywhere }
    dl { font-size: .8rem }
    dl div { display: flex; justify-content: space-between; gap: 1rem; padding: .15rem 0;
      border-top: 1px solid var(--line) }
    dt { color: var(--soft) }
    dd { margin: 0; text-align: end; white-space: pre-line; overflow-wrap: anywhere; min-width: 0 }
    footer { margin-top: 2rem; color: var(--soft); font-size: .8rem }
    @media (max-width: 30rem) {
      #ranges { gap: .75rem }
      article { display: grid; grid-template-columns: 40% 1fr; align-content: start; padding: 0 0 .6rem }
      article > * { grid-column: 2 }
      article > .picture { grid-column: 1; grid-row: 1 / span 3; align-self: start }
      article > :is(.note, dl) { grid-column: 1 / -1 }
      article > :not(.picture) { margin: .3rem .75rem 0 }
    }
    @media print {
      :root { --back: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --empty: #eee }
      body { padding: 0; font-size: .75rem }
      nav { position: static }
      #ranges { grid-template-columns: repeat(3, 1fr) }
      article { break-inside: avoid }
      nav rect, .picture, .picture b, .legend li::before { print-color-adjust: exact }
    }
    """
}
