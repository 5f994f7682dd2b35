// What was looked for by definitions, and where it was found.

function momentsOf(data, pictures, hooks) {
  if (!data.findings.length) return null;
  return make("section", { class: "moments", "aria-labelledby": "moments-title" },
    make("div", { class: "section-head" }, make("h2", { id: "moments-title" }, "Moments")),
    data.findings.map((finding) => make("section", { class: "card finding" },
      make("h3", { dir: "auto" }, finding.id, make("small", {}, finding.stretches.length ? plural(finding.stretches.length, "time") : "not found")),
      finding.description ? make("p", { class: "quiet", dir: "auto" }, finding.description) : null,
      finding.stretches.length ? make("ol", { class: "stretches" }, finding.stretches.map((found) => stretchOf(found, pictures, hooks))) : null,
      finding.dropped ? make("details", {}, make("summary", {}, `Dropped · ${plural(finding.dropped.length, "answer")}`), notes(finding.dropped)) : null)));
}

function stretchOf(found, pictures, hooks) {
  const picture = pictures.get(found.picture);
  const go = () => hooks.onSeek(found.span[0], true);
  return make("li", {},
    picture ? make("button", { type: "button", class: "row-picture", tabindex: -1, "aria-hidden": "true", onclick: go }, make("img", { src: picture.url, width: picture.width, height: picture.height, alt: "", loading: "lazy", decoding: "async" })) : null,
    make("div", {},
      make("p", { class: "row-time" }, make("button", { type: "button", class: "time link", onclick: go }, stretch(found.span)), make("span", {}, length(found.span[1] - found.span[0]))),
      facts(found.fields.map(([name, value]) => [name, value ?? make("span", { class: "quiet" }, "not known")])),
      found.corrections ? make("details", {}, make("summary", {}, `Corrected · ${plural(found.corrections.length, "change")}`), notes(found.corrections)) : null));
}
