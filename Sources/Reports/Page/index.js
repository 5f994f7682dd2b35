// The index of many pages: a card each, and where words are said, shown or written in any of them.

const data = island("data");
const items = data.items;
const done = items.filter((item) => item.state === "done");
const atOnce = 60;
const hitsEach = 5;
let haystacks = null;
let asked = 0;

const searching = make("input", { type: "search", id: "search", placeholder: "Search everything that is said, shown and written", autocomplete: "off", spellcheck: "false" });
const filter = make("select", { id: "state", "aria-label": "Which videos" },
  [["all", `All ${number(items.length)}`], ["done", "Done"], ["failed", "Failed"], ["skipped", "Skipped"], ["damaged", "Damaged"]]
    .filter(([state]) => state === "all" || items.some((item) => isOf(item, state))).map(([state, words]) => make("option", { value: state }, words)));
const order = make("select", { id: "order", "aria-label": "Order" }, [["given", "As given"], ["title", "By name"], ["longest", "Longest first"], ["segments", "Most segments first"]].map(([value, words]) => make("option", { value }, words)));
const count = make("p", { class: "quiet", role: "status" });
const list = make("ol", { class: "cards" });
const more = make("button", { type: "button", class: "more", hidden: true }, "Show more");
const total = done.reduce((sum, item) => sum + item.video.duration, 0);
const failed = items.filter((item) => item.state === "failed").length;
const skipped = items.filter((item) => item.state === "skipped").length;

one("brand").prepend(mark());
one("content").append(
  make("div", { class: "head" }, make("h1", {}, "Library"), make("ul", { class: "facts-line" }, [
    plural(done.length, "video"), done.length ? length(total) : null, plural(done.reduce((sum, item) => sum + item.segments, 0), "segment"),
    failed ? `${number(failed)} failed` : null, skipped ? `${number(skipped)} skipped` : null,
  ].filter(Boolean).map((words) => make("li", {}, words)))),
  make("div", { class: "bar", role: "search" }, make("label", { for: "search", class: "unseen" }, "Search all videos"), searching, filter, order),
  ...(data.cut ? [make("p", { class: "notice" }, "There are more words than this index holds: of each video, it searches the first ones. The pages search all of theirs.")] : []),
  count, list, more);

function isOf(item, state) { return state === "all" || (state === "damaged" ? item.damaged > 0 : item.state === state); }

const orders = {
  given: () => 0, title: (first, other) => first.title.localeCompare(other.title, "en", { numeric: true }),
  longest: (first, other) => (other.video.duration ?? 0) - (first.video.duration ?? 0), segments: (first, other) => (other.segments ?? 0) - (first.segments ?? 0),
};

/** Videos that hold every word somewhere, and the lines that hold most of them. */
function found(words) {
  const chosen = items.filter((item) => isOf(item, filter.value));
  if (!words.length) return chosen.map((item) => ({ item, hits: [], count: 0 }));
  haystacks ??= new Map(items.map((item) => [item, { head: folded([item.title, item.video.name, item.reason].filter(Boolean).join("\n")), lines: item.lines.map(([, text]) => folded(text)) }]));
  const results = [];
  for (const item of chosen) {
    const { head, lines } = haystacks.get(item);
    if (!words.every((word) => head.includes(word) || lines.some((line) => line.includes(word)))) continue;
    const scored = lines.map((line, place) => [words.filter((word) => line.includes(word)).length, place]).filter(([score]) => score);
    const best = scored.reduce((most, [score]) => Math.max(most, score), 0);
    const hits = scored.filter(([score]) => score === best).map(([, place]) => item.lines[place]);
    results.push({ item, hits, count: hits.length, best });
  }
  return results.sort((first, second) => (second.best ?? 0) - (first.best ?? 0) || second.count - first.count);
}

function show() {
  const words = wordsOf(searching.value);
  const results = found(words);
  if (order.value !== "given") results.sort((first, second) => orders[order.value](first.item, second.item));
  let shown = 0;
  const next = () => {
    list.append(...results.slice(shown, shown + atOnce).map((result) => card(result, words)));
    shown += atOnce;
    more.hidden = shown >= results.length;
  };
  list.replaceChildren();
  next();
  more.onclick = next;
  const places = results.reduce((sum, result) => sum + result.count, 0);
  count.textContent = !words.length ? plural(results.length, "video") : results.length ? `${plural(places, "place")} in ${plural(results.length, "video")}` : "Nothing of that is said, shown or written in any of them.";
}

function card({ item, hits }, words) {
  const picture = item.picture
    ? make("img", { src: `data:image/jpeg;base64,${item.picture[2]}`, width: item.picture[0], height: item.picture[1], alt: "", loading: "lazy", decoding: "async" })
    : make("span", { class: "no-picture" });
  const title = make("h2", { dir: "auto" }, item.page ? make("a", { href: `./${item.page}` }, marked(item.title, words)) : marked(item.title, words));
  const state = item.state !== "done" ? capital(item.state) : item.completeness === "partial" || item.completeness === "length" ? "In part" : item.damaged ? "Damaged" : null;
  return make("li", { class: "card", "data-state": item.state },
    make("div", { class: "poster", "aria-hidden": "true" }, picture),
    make("div", { class: "words-box" }, title,
      item.state === "done"
        ? make("ul", { class: "facts-line" }, [...about(item.video), item.segments ? plural(item.segments, "segment") : plural(item.shots, "shot")].map((fact) => make("li", {}, fact)))
        : null,
      state ? make("p", { class: "state" }, make("b", {}, state), item.code ? ` ${item.code}` : "", item.reason ? make("span", { dir: "auto" }, `: ${item.reason}`) : null) : null,
      hits.length ? make("ol", { class: "hits" }, hits.slice(0, hitsEach).map(([time, text]) => make("li", {}, make("a", { class: "time", href: `./${item.page}#t=${time}` }, clock(time)), make("span", { dir: "auto" }, marked(around(text, words), words))))) : null,
      hits.length > hitsEach ? make("p", { class: "hint" }, `and ${plural(hits.length - hitsEach, "more place")}`) : null,
      !hits.length && item.about ? make("p", { class: "answer-line", dir: "auto" }, item.about) : null));
}

/** The part of a text in which the first of the words stands. */
function around(text, words) {
  if (text.length <= 220) return text;
  const fold = folded(text);
  const at = Math.max(0, Math.min(...words.map((word) => fold.indexOf(word)).filter((place) => place >= 0)) - 60);
  return `${at ? "… " : ""}${text.slice(at, at + 200)}${at + 200 < text.length ? " …" : ""}`;
}

searching.addEventListener("input", () => {
  // Typing goes before finding.
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(show);
});
filter.addEventListener("change", show);
order.addEventListener("change", show);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select")) return;
  event.preventDefault();
  searching.focus();
});
addEventListener("beforeprint", () => { while (!more.hidden) more.click(); });
show();
document.documentElement.dataset.ready = "true";
