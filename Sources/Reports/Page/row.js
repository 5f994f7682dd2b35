// One segment of the list: its picture and words, and folded away what they rest on.

/** A row's elements. */
class Row {
  constructor(row, lanes, pictures, words, hooks) {
    Object.assign(this, { row, lanes, pictures, words, hooks });
  }

  parts() {
    const { row } = this;
    const [start, end] = row.span;
    const heading = make("h3", { dir: "auto" }, this.#marked(row.label));
    const time = make("p", { class: "row-time" },
      make("button", { type: "button", class: "time link", onclick: () => this.hooks.onSeek(start, true), "aria-label": `Go to ${clock(start)}, ${row.label}` }, stretch(row.span)),
      make("span", {}, length(end - start)), make("span", { class: "number" }, `#${row.number}`));
    const body = make("div", { class: "row-body" }, time, heading,
      row.text ? make("p", { class: "words", dir: "auto" }, this.#marked(row.text)) : this.#gist(),
      row.keywords ? make("ul", { class: "tags", "aria-label": "Keywords" }, row.keywords.map((word) => make("li", { dir: "auto" }, this.#marked(word)))) : null,
      this.#colours(), ...this.#more());
    return [this.#picture(row.picture, row, "row-picture"), body];
  }

  /** What is said or read first, where nobody described it. */
  #gist() {
    const words = [...this.#lines("speech"), ...this.#lines("screen")].map((line) => line.text).join(" / ");
    return words ? make("p", { class: "words quiet", dir: "auto" }, this.#marked(words.length > 180 ? `${words.slice(0, 180)} …` : words)) : null;
  }

  #marked(text) { return marked(text, this.words); }

  /** A picture that goes to its instant; or the place where one would be. */
  #picture(time, row, kind) {
    const picture = this.pictures.get(time);
    const inside = picture
      ? make("img", { src: picture.url, width: picture.width, height: picture.height, alt: "", loading: "lazy", decoding: "async" })
      : make("span", { class: "no-picture", "aria-hidden": true });
    return make("button", { type: "button", class: kind, tabindex: -1, "aria-hidden": "true", onclick: () => this.hooks.onSeek(row.span[0], true) }, inside);
  }

  /** The colours of its shots, as long as they last. */
  #colours() {
    const { row } = this;
    const shots = row.isShot ? [row] : [...this.lanes.shots.between(...row.span)];
    if (!shots.some((shot) => shot.colours?.length)) return null;
    const strip = make("div", { class: "colours", "aria-hidden": true });
    for (const shot of shots.slice(0, 200)) {
      const bar = make("span");
      bar.style.flexGrow = String(Math.max(0.001, Math.min(shot.span[1], row.span[1]) - Math.max(shot.span[0], row.span[0])));
      const [first, second] = shot.colours;
      if (first) bar.style.background = second ? `linear-gradient(${first} 60%, ${second} 60%)` : first;
      strip.append(bar);
    }
    return strip;
  }

  #more() {
    const { row } = this;
    const [said, screen] = [this.#lines("speech"), this.#lines("screen")];
    const seen = row.seen ?? [];
    const corrections = row.corrections ?? [];
    const shots = [...this.lanes.shots.between(...row.span)];
    const parts = [
      said.length ? this.#fold(`Said · ${plural(said.length, "line")}`, this.#list(said), this.#isFound(said)) : null,
      screen.length ? this.#fold(`On screen · ${plural(screen.length, "line")}`, this.#list(screen), this.#isFound(screen)) : null,
      seen.length ? this.#fold(`Evidence · ${plural(seen.length, "picture")} that the model was shown`, this.#evidence(seen)) : null,
      corrections.length ? this.#fold(`Corrected · ${plural(corrections.length, "change")}`, notes(corrections)) : null,
      row.isShot ? null : this.#fold(`Measured${shots.length ? ` · ${plural(shots.length, "shot")}` : ""}`, [this.#facts(), this.#shots(shots)]),
    ].filter(Boolean);
    return parts.length ? [make("div", { class: "folds" }, parts)] : [];
  }

  #fold(title, content, isOpen) { return make("details", { open: isOpen }, make("summary", {}, title), content); }

  /** Lines of its stretch; the same words again and again are told once. */
  #lines(name) {
    const known = new Set();
    return [...this.lanes[name].between(...this.row.span)].filter((line) => !known.has(line.text) && known.add(line.text));
  }

  #isFound(lines) {
    return this.words.length > 0 && lines.some((line) => { const text = folded(line.text); return this.words.some((word) => text.includes(word)); });
  }

  #list(lines) {
    return make("ul", { class: "lines" }, lines.map((line) => make("li", {},
      make("button", { type: "button", class: "time link", onclick: () => this.hooks.onSeek(line.span[0], true) }, clock(line.span[0])),
      make("span", { dir: "auto" }, this.#marked(line.text)))));
  }

  #evidence(times) {
    const { row } = this;
    const shown = make("ul", { class: "evidence" }, times.map((time) => {
      const picture = this.pictures.get(time);
      return make("li", {}, make("button", { type: "button", "aria-label": `Go to the picture at ${clock(time)}`, onclick: () => this.hooks.onSeek(time, false) },
        picture ? make("img", { src: picture.url, width: picture.width, height: picture.height, alt: "", loading: "lazy", decoding: "async" }) : null,
        make("span", { class: "time" }, clock(time, 2))));
    }));
    const remarks = [
      row.duplicates ? `Left out since they show the same: ${plural(row.duplicates, "picture")}.` : null,
      row.unseen ? `The longest stretch that the model saw nothing of is ${stretch(row.unseen)} (${length(row.unseen[1] - row.unseen[0])}).` : null,
    ].filter(Boolean);
    return [shown, remarks.length ? make("p", { class: "hint" }, remarks.join(" ")) : null];
  }

  #facts() {
    const { row } = this;
    const border = (found) => found && `${reasons[found[0]] ?? plain(found[0])}${found.length > 1 ? `, strength ${Math.round(found[1] * 100)} %` : ""}`;
    const within = (name) => {
      const spans = this.lanes[name] ? [...this.lanes[name].between(...row.span)] : [];
      const sum = spans.reduce((all, { span }) => all + Math.min(span[1], row.span[1]) - Math.max(span[0], row.span[0]), 0);
      return spans.length ? length(sum) : null;
    };
    return facts([
      ["Chapter", row.chapter], ["Begins at", border(row.start)], ["Ends at", border(row.end)],
      ["Length", row.bound && `broke the ${row.bound}, since no border allowed it`], ["Loudness", row.loudness === undefined ? null : `${row.loudness} dB`],
      ["Black", within("black")], ["Frozen", within("frozen")], ["Silent", within("silent")], ["Damaged", within("damaged")],
    ]);
  }

  #shots(shots) {
    if (!shots.length) return null;
    return make("ol", { class: "shots" }, shots.slice(0, 500).map((shot) => {
      const swatch = make("span", { class: "swatch", "aria-hidden": true });
      if (shot.colours[0]) swatch.style.background = shot.colours[0];
      return make("li", {}, swatch,
        make("button", { type: "button", class: "time link", onclick: () => this.hooks.onSeek(shot.span[0], true) }, clock(shot.span[0])),
        make("span", {}, [`${length(shot.span[1] - shot.span[0])}`, shot.opening && plain(shot.opening), shot.motion && plain(shot.motion)].filter(Boolean).join(" · ")));
    }));
  }
}

/** What was changed, and why. */
function notes(list) {
  return make("ul", { class: "notes" }, list.map(([code, message]) => make("li", {}, make("b", {}, capital(plain(code))), " ", make("span", { dir: "auto" }, message))));
}
