// The lanes in scale: they are scrolled, widened, pointed at, and walked through with the keyboard.

/** A timeline; only what is seen of it is ever painted. */
class Timeline {
  #lanes;
  #rows;
  #hooks;
  #start;
  #length;
  #zoom = 1;
  #now = 0;
  #marks = { current: null, hits: [] };
  #asked = 0;
  #isPrinted = false;
  #canvas = make("canvas", { "aria-hidden": true });
  #space = make("div", { class: "lane-space" });
  #scroll;
  #head = make("div", { class: "playhead", "aria-hidden": true });
  #tip = make("div", { class: "tip", "aria-hidden": true, hidden: true });
  #scale = make("span", { class: "quiet scale" });
  #out;
  #in;
  #all;

  constructor(data, rows, pictures, hooks) {
    [this.#rows, this.#hooks] = [rows, hooks];
    const lanes = lanesOf(data, rows);
    const ends = lanes.flatMap((lane) => [lane.things[0].span[0], lane.latest.at(-1)]);
    this.#start = ends.reduce((least, end) => Math.min(least, end), data.window[0]);
    this.#length = Math.max(0.001, ends.reduce((most, end) => Math.max(most, end), data.window[1]) - this.#start);
    let top = 30;
    this.#lanes = lanes.map((lane) => {
      const placed = { lane, top };
      top += lane.height + 8;
      return placed;
    });
    this.height = top;
    this.#scroll = make("div", {
      class: "lane-scroll", tabindex: 0, role: "slider", "aria-label": "Position in the video", "aria-orientation": "horizontal",
      "aria-valuemin": Math.floor(this.#start), "aria-valuemax": Math.ceil(this.#start + this.#length), "aria-describedby": "timeline-keys",
    }, this.#space);
    this.#space.append(this.#canvas, this.#head);
    this.#space.style.height = `${this.height}px`;
    const button = (words, sign, work) => make("button", { type: "button", class: "icon", "aria-label": words, title: words, onclick: work }, sign);
    this.#out = button("Show more of the video", "−", () => this.#widen(this.#zoom / 1.6));
    this.#in = button("Show it larger", "+", () => this.#widen(this.#zoom * 1.6));
    this.#all = button("Show all of the video", "⤢", () => this.#widen(1));
    const names = make("div", { class: "lane-names", "aria-hidden": true }, this.#lanes.map(({ lane, top }) => {
      const name = make("span", { title: lane.name, dir: "auto" }, lane.name);
      name.style.top = `${top + Math.min(lane.height, 44) / 2}px`;
      return name;
    }));
    names.style.height = `${this.height}px`;
    this.element = make("section", { class: "card timeline", "aria-labelledby": "timeline-title" },
      make("div", { class: "section-head" }, make("h2", { id: "timeline-title" }, "Timeline"), make("p", { class: "quiet" }, this.#counts(lanes)),
        make("div", { class: "tools no-print" }, this.#scale, this.#out, this.#in, this.#all)),
      make("div", { class: "lanes" }, names, this.#scroll, this.#tip),
      make("p", { class: "hint no-print", id: "timeline-keys" }, "Arrow keys go from one to the next, Enter chooses, + and − change the scale, 0 shows all."));
    this.painter = new Painter(this.#canvas, pictures, () => this.draw());
    this.#listen();
  }

  /** To be called once it is on the page, when its width is known. */
  begin() {
    new ResizeObserver(() => this.draw()).observe(this.#scroll);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    this.point(this.#start);
    this.#paint();
  }

  /** Where the video is. */
  get now() { return this.#now; }

  /** Puts the line where the video is, and marks the row that is shown there. */
  point(seconds) {
    this.#now = Math.min(Math.max(seconds, this.#start), this.#start + this.#length);
    this.#head.style.left = `clamp(5px, ${((this.#now - this.#start) / this.#length) * 100}%, 100% - 5px)`;
    const row = this.#lanes[0].lane.at(this.#now, 0.001);
    if (row !== this.#marks.current) {
      this.#marks.current = row;
      this.#hooks.onRow(row);
      this.draw();
    }
    this.#scroll.setAttribute("aria-valuenow", String(Math.round(this.#now * 10) / 10));
    this.#scroll.setAttribute("aria-valuetext", row ? `${clock(this.#now)}, ${row.name}: ${row.label}` : clock(this.#now));
  }

  /** Marks the rows that a search found. */
  mark(rows) {
    this.#marks.hits = rows;
    this.draw();
  }

  /** Brings an instant into sight. */
  reveal(seconds) {
    const x = ((seconds - this.#start) / this.#length) * this.#space.clientWidth;
    const { scrollLeft, clientWidth } = this.#scroll;
    if (x < scrollLeft + 24 || x > scrollLeft + clientWidth - 24) this.#scroll.scrollLeft = x - clientWidth / 3;
  }

  /** Paints before the next picture of the screen. */
  draw() {
    if (this.#asked) return;
    this.#asked = requestAnimationFrame(() => this.#paint());
  }

  /** Shows all of it as paper needs it, or as it was before. */
  print(isPrinted) {
    this.#isPrinted = isPrinted;
    this.#paint();
  }

  #paint() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const width = this.#isPrinted ? 870 : this.#scroll.clientWidth;
    if (!width) return;
    const zoom = this.#isPrinted ? 1 : this.#zoom;
    this.#space.style.width = this.#isPrinted ? "100%" : `${width * zoom}px`;
    const scale = (width * zoom) / this.#length;
    const start = this.#start + (this.#isPrinted ? 0 : this.#scroll.scrollLeft / scale);
    this.painter.paint(this.#lanes, {
      start, end: start + width / scale, scale, width, height: this.height, ratio: this.#isPrinted ? 2 : Math.min(3, devicePixelRatio || 1),
      names: this.#isPrinted,
    }, this.#marks);
    this.#out.disabled = this.#all.disabled = this.#zoom <= 1;
    this.#in.disabled = this.#zoom >= this.#most;
    this.#scale.textContent = this.#zoom > 1.01 ? `${this.#zoom < 10 ? this.#zoom.toFixed(1) : Math.round(this.#zoom)}×` : "";
  }

  #counts(lanes) {
    const count = (kind) => lanes.filter((lane) => lane.kind === kind).reduce((sum, lane) => sum + lane.things.length, 0);
    const [shots, found] = [count("shots"), count("found")];
    return [
      plural(this.#rows.length, lanes[0].name === "Segments" ? "segment" : "shot"), shots ? plural(shots, "shot") : null,
      found ? plural(found, "moment") : null,
    ].filter(Boolean).join(", ") + ` in ${length(this.#length)}`;
  }

  /** No wider than a second in 200 pixels, or what browsers can lay out. */
  get #most() {
    const width = Math.max(1, this.#scroll.clientWidth);
    return Math.max(1, Math.min((this.#length * 200) / width, 8_000_000 / width));
  }

  #seconds(x) {
    const box = this.#space.getBoundingClientRect();
    return this.#start + Math.min(1, Math.max(0, (x - box.left) / box.width)) * this.#length;
  }

  /** Changes the scale; what lies under the pointer or the line stays where it is. */
  #widen(zoom, x) {
    const before = this.#space.clientWidth;
    const view = this.#scroll;
    const box = view.getBoundingClientRect();
    const line = ((this.#now - this.#start) / this.#length) * before - view.scrollLeft;
    const kept = x === undefined ? (line >= 0 && line <= view.clientWidth ? line : view.clientWidth / 2) : x - box.left;
    const part = (view.scrollLeft + kept) / before;
    this.#zoom = Math.min(this.#most, Math.max(1, zoom));
    this.#space.style.width = `${view.clientWidth * this.#zoom}px`;
    view.scrollLeft = part * view.clientWidth * this.#zoom - kept;
    this.#paint();
  }

  #listen() {
    const view = this.#scroll;
    view.addEventListener("scroll", () => this.draw(), { passive: true });
    view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.#widen(this.#zoom * Math.exp(-event.deltaY / 300), event.clientX);
    }, { passive: false });
    this.#space.addEventListener("click", (event) => this.#hooks.onSeek(this.#seconds(event.clientX)));
    this.#space.addEventListener("pointermove", (event) => this.#explain(event));
    this.#space.addEventListener("pointerleave", () => { this.#tip.hidden = true; });
    view.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Says what lies under the pointer. */
  #explain(event) {
    if (event.pointerType === "touch") return;
    const y = event.clientY - this.#space.getBoundingClientRect().top;
    const seconds = this.#seconds(event.clientX);
    const placed = this.#lanes.find(({ lane, top }) => y >= top - 4 && y < top + lane.height + 4);
    const slack = (4 * this.#length) / this.#space.clientWidth;
    const thing = placed?.lane.at(seconds, slack);
    this.#tip.replaceChildren(make("b", {}, clock(thing ? thing.span[0] : seconds)), ...(thing ? [" ", make("span", { dir: "auto" }, thing.label.slice(0, 300))] : []));
    this.#tip.hidden = false;
    const box = this.element.querySelector(".lanes").getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 12, box.width - this.#tip.offsetWidth - 4);
    this.#tip.style.left = `${Math.max(0, left)}px`;
    this.#tip.style.top = `${event.clientY - box.top + 18}px`;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.#rows.indexOf(this.#marks.current);
    const go = (seconds) => {
      this.#hooks.onSeek(seconds);
      this.reveal(seconds);
    };
    const row = (index) => go(this.#rows[Math.min(this.#rows.length - 1, Math.max(0, index))]?.span[0] ?? this.#start);
    const actions = {
      ArrowRight: () => row(place + 1), ArrowUp: () => row(place + 1), ArrowLeft: () => row(place - 1), ArrowDown: () => row(place - 1),
      PageUp: () => go(this.#now + this.#length / 10), PageDown: () => go(this.#now - this.#length / 10),
      Home: () => go(this.#start), End: () => row(this.#rows.length - 1), Enter: () => this.#hooks.onChoose(this.#marks.current),
      "+": () => this.#widen(this.#zoom * 1.6), "=": () => this.#widen(this.#zoom * 1.6), "-": () => this.#widen(this.#zoom / 1.6), 0: () => this.#widen(1),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }
}
