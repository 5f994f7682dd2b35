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

/** Every row of the list, and those that a search found. */
class Rows {
  #data;
  #rows;
  #pictures;
  #hooks;
  #shells = [];
  #drawn = new Set();
  #words = [];
  #haystacks = null;
  #current = null;
  #count = make("p", { class: "quiet found-count", role: "status" });
  #list = make("ol", { class: "rows" });
  #none = make("p", { class: "none", hidden: true }, "Nothing of that is said, shown or written here.");
  #near;

  constructor(data, rows, pictures, hooks) {
    [this.#data, this.#rows, this.#pictures, this.#hooks] = [data, rows, pictures, hooks];
    this.lanes = Object.fromEntries([["speech", data.speech], ["screen", data.screen]].map(([name, lines]) => [name, new Lane(name, name, lines.map(([start, end, text]) => ({ span: [start, end], text })), 0)]));
    this.lanes.shots = new Lane("shots", "shots", data.segments.length ? data.shots.map(([start, end, opening, motion, colours, best], place) => ({ span: [start, end], opening, motion, colours, best, place })) : [], 0);
    for (const [name, spans] of Object.entries(data.cues)) this.lanes[name] = new Lane(name, name, spans.map((span) => ({ span })), 0);
    this.search = make("input", { type: "search", id: "search", placeholder: "Search words", autocomplete: "off", spellcheck: "false" });
    this.search.addEventListener("input", () => this.find(this.search.value));
    const title = data.segments.length ? "Segments" : "Shots";
    this.element = make("section", { class: "list", "aria-labelledby": "rows-title" },
      make("div", { class: "section-head" }, make("h2", { id: "rows-title" }, title), this.#count,
        make("div", { class: "search no-print" }, make("label", { for: "search", class: "unseen" }, `Search the ${title.toLowerCase()}`), this.search)),
      this.#list, this.#none);
    this.#near = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.#draw(Number(entry.target.dataset.place));
    }, { rootMargin: "1200px 0px" });
    for (const row of rows) {
      const shell = make("li", { class: "row", id: `row-${row.place + 1}`, "data-place": row.place, tabindex: -1 });
      this.#shells.push(shell);
      this.#near.observe(shell);
    }
    this.#list.append(...this.#shells);
    this.#tell(rows.length);
  }

  /** Draws the rest, a little at a time, so that the browser's own search and readers find everything. */
  begin() {
    let place = 0;
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 30));
    const work = (deadline) => {
      while (place < this.#rows.length && deadline.timeRemaining() > 4) {
        this.#draw(place);
        place += 1;
      }
      if (place < this.#rows.length) idle(work);
      else document.documentElement.dataset.whole = "true";
    };
    idle(work);
  }

  /** Draws everything, now. */
  drawAll() { this.#rows.forEach((_, place) => this.#draw(place)); }

  /** Marks the row that is on show. */
  point(row) {
    this.#shells[this.#current?.place]?.removeAttribute("aria-current");
    this.#current = row;
    this.#shells[row?.place]?.setAttribute("aria-current", "true");
  }

  /** Brings a row into sight. */
  reveal(row, takesFocus) {
    const shell = this.#shells[row?.place];
    if (!shell) return;
    if (shell.hidden) this.find((this.search.value = ""));
    this.#draw(row.place);
    shell.scrollIntoView({ block: "center" });
    if (takesFocus) shell.focus({ preventScroll: true });
  }

  /** Shows those rows that hold every word. */
  find(query) {
    this.#words = wordsOf(query);
    this.#haystacks ??= this.#rows.map((row) => folded(this.#text(row)));
    const found = [];
    const drawn = [...this.#drawn];
    this.#drawn.clear();
    for (const row of this.#rows) {
      const isFound = holds(this.#haystacks[row.place], this.#words);
      this.#shells[row.place].hidden = !isFound;
      if (isFound) found.push(row);
    }
    // What was drawn may have other words marked; those in sight are drawn at once.
    for (const place of drawn) {
      this.#shells[place].replaceChildren();
      this.#near.unobserve(this.#shells[place]);
      this.#near.observe(this.#shells[place]);
    }
    if (!this.#words.length) this.begin();
    else for (const row of found.slice(0, 40)) this.#draw(row.place);
    this.#none.hidden = found.length > 0;
    this.#tell(found.length);
    this.#hooks.onFound(this.#words.length ? found : []);
  }

  #tell(count) {
    const all = this.#rows.length;
    this.#count.textContent = this.#words.length ? `${number(count)} of ${number(all)}` : number(all);
  }

  #text(row) {
    const lines = ["speech", "screen"].flatMap((name) => [...this.lanes[name].between(...row.span)].map((line) => line.text));
    return [row.label, row.text, row.chapter, ...(row.keywords ?? []), ...lines].filter(Boolean).join("\n");
  }

  #draw(place) {
    if (this.#drawn.has(place) || this.#shells[place].hidden) return;
    this.#drawn.add(place);
    this.#near.unobserve(this.#shells[place]);
    this.#shells[place].replaceChildren(...new Row(this.#rows[place], this.lanes, this.#pictures, this.#words, this.#hooks).parts());
  }
}
