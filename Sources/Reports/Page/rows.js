// The list of segments: each is drawn when it comes near, and the rest while nothing else is to be done.

/** What the lists need of each segment, or of each shot where there are no segments. */
function rowsOf(data) {
  if (data.segments.length) {
    return data.segments.map((segment, place) => ({
      ...segment, place, name: `Segment ${segment.number}`, label: segment.title || `Segment ${segment.number}`,
    }));
  }
  return data.shots.map(([start, end, opening, motion, colours, best], place) => ({
    place, number: place + 1, span: [start, end], name: `Shot ${place + 1}`, picture: best, colours, isShot: true,
    label: `Shot ${place + 1}`, text: [opening && `Begins with a ${plain(opening)}`, motion && `${plain(motion)} camera`].filter(Boolean).join(", "),
  }));
}

const chunkSize = 25;

/** Every row of the list, or those that a search found, in chunks that are drawn when they come near. */
class Rows {
  #data;
  #rows;
  #found;
  #pictures;
  #hooks;
  #chunks = [];
  #shells = new Map();
  #words = [];
  #haystacks = null;
  #current = null;
  #count = make("p", { class: "quiet found-count", role: "status" });
  #list;
  #none = make("p", { class: "none", hidden: true }, "Nothing of that is said, shown or written here.");
  #near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) this.#draw(this.#chunks.find((chunk) => chunk.element === entry.target));
  }, { rootMargin: "1500px 0px" });

  constructor(data, rows, pictures, hooks) {
    [this.#data, this.#rows, this.#pictures, this.#hooks] = [data, rows, pictures, hooks];
    this.#list = make("div", { class: pictures.size ? "rows" : "rows bare" });
    const lane = (things) => new Lane("", "", things, 0);
    this.lanes = {
      speech: lane(data.speech.map(([start, end, text]) => ({ span: [start, end], text }))),
      screen: lane(data.screen.map(([start, end, text]) => ({ span: [start, end], text }))),
      shots: lane(data.segments.length ? data.shots.map(([start, end, opening, motion, colours]) => ({ span: [start, end], opening, motion, colours })) : []),
    };
    for (const [name, spans] of Object.entries(data.cues)) this.lanes[name] = lane(spans.map((span) => ({ span })));
    this.search = make("input", { type: "search", id: "search", placeholder: "Search words", autocomplete: "off", spellcheck: "false" });
    this.search.addEventListener("input", () => this.find(this.search.value));
    const title = data.segments.length ? "Segments" : "Shots";
    this.element = make("section", { class: "list", "aria-labelledby": "rows-title" },
      make("div", { class: "section-head" }, make("h2", { id: "rows-title" }, title), this.#count,
        make("div", { class: "search no-print" }, make("label", { for: "search", class: "unseen" }, `Search the ${title.toLowerCase()}`), this.search)),
      this.#list, this.#none);
    this.#show(rows);
  }

  /** Draws the rest, a little at a time, so that the browser's own search and readers find everything. */
  begin() {
    const later = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 10 }), 30));
    const chunks = this.#chunks;
    let place = 0;
    const work = (deadline) => {
      // Another search has other chunks.
      if (chunks !== this.#chunks) return;
      do {
        this.#draw(chunks[place]);
        place += 1;
      } while (place < chunks.length && deadline.timeRemaining() > 8);
      if (place < chunks.length) later(work);
    };
    if (chunks.length) later(work);
  }

  /** Draws everything, now. */
  drawAll() { for (const chunk of this.#chunks) this.#draw(chunk); }

  /** Marks the row that is on show. */
  point(row) {
    this.#shells.get(this.#current)?.removeAttribute("aria-current");
    this.#current = row;
    this.#shells.get(row)?.setAttribute("aria-current", "true");
  }

  /** Brings a row into sight. */
  reveal(row, takesFocus) {
    if (!this.#found.includes(row)) this.find((this.search.value = ""));
    this.#draw(this.#chunks[Math.floor(this.#found.indexOf(row) / chunkSize)]);
    const shell = this.#shells.get(row);
    shell?.scrollIntoView({ block: "center" });
    if (takesFocus) shell?.focus({ preventScroll: true });
  }

  /** Shows those rows that hold every word. */
  find(query) {
    this.#words = wordsOf(query);
    if (this.#words.length) this.#haystacks ??= this.#rows.map((row) => folded(this.#text(row)));
    const found = this.#words.length ? this.#rows.filter((row) => holds(this.#haystacks[row.place], this.#words)) : this.#rows;
    this.#show(found);
    this.#hooks.onFound(this.#words.length ? found : []);
    this.begin();
  }

  #show(found) {
    this.#near.disconnect();
    this.#shells.clear();
    this.#found = found;
    this.#chunks = [];
    for (let first = 0; first < found.length; first += chunkSize) {
      const rows = found.slice(first, first + chunkSize);
      const element = make("ol", { class: "chunk" });
      // About as high as it will be, so that the page is as long from the beginning.
      element.style.containIntrinsicHeight = `auto ${rows.length * 196}px`;
      this.#chunks.push({ element, rows, isDrawn: false });
      this.#near.observe(element);
    }
    this.#list.replaceChildren(...this.#chunks.map((chunk) => chunk.element));
    this.#draw(this.#chunks[0]);
    this.#none.hidden = found.length > 0;
    const all = this.#rows.length;
    this.#count.textContent = this.#words.length ? `${number(found.length)} of ${number(all)}` : number(all);
  }

  #text(row) {
    const lines = ["speech", "screen"].flatMap((name) => [...this.lanes[name].between(...row.span)].map((line) => line.text));
    return [row.label, row.text, row.chapter, ...(row.keywords ?? []), ...lines].filter(Boolean).join("\n");
  }

  #draw(chunk) {
    if (!chunk || chunk.isDrawn) return;
    chunk.isDrawn = true;
    this.#near.unobserve(chunk.element);
    chunk.element.append(...chunk.rows.map((row) => {
      const shell = make("li", { class: "row", id: `row-${row.place + 1}`, tabindex: -1, "aria-current": row === this.#current && "true" },
        new Row(row, this.lanes, this.#pictures, this.#words, this.#hooks).parts());
      this.#shells.set(row, shell);
      return shell;
    }));
  }
}
