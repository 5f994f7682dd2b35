// The lanes of a result in scale: segments with their pictures, and a lane for each thing that was looked for.
import { make } from "./dom.js";
import { clock, length, plural, stretch } from "./words.js";

const least = 1;
const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** Lanes that can be scrolled, widened, and walked through with the keyboard. */
export class Timeline {
  #lanes;
  #hooks;
  #start;
  #length;
  #zoom = least;
  #selected = null;
  #buttons = new Map();
  #scroll = make("div", { class: "lanes-scroll", role: "group", "aria-label": "Timeline" });
  #track = make("div", { class: "lanes" });
  #ruler = make("div", { class: "ruler", "aria-hidden": true });
  #head = make("div", { class: "playhead", "aria-hidden": true });
  #scale = make("span", { class: "quiet", id: "timeline-scale" });
  #out;
  #in;

  constructor(found, lanes, hooks) {
    this.#lanes = lanes;
    this.#hooks = hooks;
    const ranges = [found.window, ...lanes.flatMap((lane) => lane.entries.map((entry) => entry.range))];
    this.#start = Math.min(...ranges.map((range) => range.start_from_zero));
    this.#length = Math.max(0.001, Math.max(...ranges.map((range) => range.end_from_zero)) - this.#start);
    const button = (words, sign, work) => make("button", { type: "button", class: "icon", "aria-label": words, title: words, onclick: work }, sign);
    this.#out = button("Show more of the video", "−", () => this.#widen(this.#zoom / 1.6));
    this.#in = button("Show it larger", "+", () => this.#widen(this.#zoom * 1.6));
    const count = lanes.slice(1).reduce((sum, lane) => sum + lane.entries.length, 0);
    this.element = make("section", { class: "timeline", "aria-labelledby": "timeline-title" },
      make("div", { class: "section-head" },
        make("h2", { id: "timeline-title" }, "Timeline"),
        make("p", { class: "quiet" }, `${plural(lanes[0].entries.length, "segment")}${lanes.length > 1 ? `, ${plural(count, "moment")}` : ""} in ${length(this.#length)}`),
        make("div", { class: "row tools" }, this.#scale, this.#out, this.#in, button("Show all of the video", "⤢", () => this.#widen(least)))),
      this.#scroll,
      make("p", { class: "hint keys" }, "Arrow keys go through it, Enter plays, + and − change the scale."));
    this.#scroll.append(this.#track);
    this.#track.append(this.#ruler, ...lanes.map((lane, place) => this.#lane(lane, place)), this.#head);
    this.#ruler.addEventListener("click", (event) => hooks.onSeek(this.#seconds(event.clientX)));
    this.#track.addEventListener("keydown", (event) => this.#key(event));
    this.#scroll.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.#widen(this.#zoom * Math.exp(-event.deltaY / 300), event.clientX);
    }, { passive: false });
  }

  /** To be called once it is on the page, when its width is known. */
  start() {
    new ResizeObserver(() => this.#draw()).observe(this.#scroll);
    const lengths = this.#lanes[0].entries.map((entry) => entry.range.end_from_zero - entry.range.start_from_zero).sort((one, other) => one - other);
    const usual = lengths[Math.floor(lengths.length / 2)] ?? this.#length;
    // Otherwise most segments of a long video would be too narrow to be seen.
    const fit = (72 * this.#length) / Math.max(usual, 0.1) / Math.max(1, this.#scroll.clientWidth);
    this.#zoom = Math.min(Math.max(least, fit), this.#most);
    this.#draw();
    const first = this.#lanes.find((lane) => lane.entries.length)?.entries[0];
    if (first) this.#select(first, false);
  }

  /** Selects an entry and plays it. */
  choose(entry) {
    this.#select(entry, true);
    this.#hooks.onPlay(entry);
  }

  /** Puts the line where the video is, and marks what it shows. */
  point(seconds) {
    const part = (seconds - this.#start) / this.#length;
    this.#head.hidden = part < 0 || part > 1;
    this.#head.style.left = `${part * 100}%`;
    for (const [entry, button] of this.#buttons) {
      button.classList.toggle("now", seconds >= entry.range.start_from_zero && seconds < entry.range.end_from_zero);
    }
  }

  #lane(lane, place) {
    const entries = make("div", { class: `lane ${place ? "found" : "segments"}`, role: "group", "aria-label": lane.description ? `${lane.title}: ${lane.description}` : lane.title });
    for (const entry of lane.entries) {
      const button = make("button", {
        type: "button", class: "entry", tabindex: -1, title: `${entry.title}\n${stretch(entry.range)}`,
        "aria-label": `${entry.title}, ${clock(entry.range.start_from_zero)} to ${clock(entry.range.end_from_zero)}`,
        onclick: () => this.choose(entry),
      });
      if (entry.picture) button.append(make("img", { src: entry.picture, alt: "", loading: "lazy", decoding: "async" }));
      button.append(make("span", { class: "entry-words" }, make("b", {}, entry.title), make("i", {}, clock(entry.range.start_from_zero))));
      button.style.left = `${((entry.range.start_from_zero - this.#start) / this.#length) * 100}%`;
      button.style.width = `${((entry.range.end_from_zero - entry.range.start_from_zero) / this.#length) * 100}%`;
      this.#buttons.set(entry, button);
      entries.append(button);
    }
    const words = place ? make("p", { class: "lane-title" }, make("span", {}, lane.title, make("small", {}, lane.entries.length ? String(lane.entries.length) : "not found"))) : null;
    return make("div", { class: "lane-box" }, words, entries);
  }

  #draw() {
    const width = this.#scroll.clientWidth * this.#zoom;
    this.#track.style.width = `${this.#zoom * 100}%`;
    this.#out.disabled = this.#zoom <= least;
    this.#in.disabled = this.#zoom >= this.#most;
    const step = steps.find((step) => (step / this.#length) * width >= 64) ?? steps.at(-1);
    const places = step < 1 ? 1 : 0;
    const marks = [];
    const first = Math.ceil(this.#start / step) * step;
    for (let count = 0; first + count * step <= this.#start + this.#length && count < 5000; count += 1) {
      const seconds = first + count * step;
      const mark = make("span", {}, clock(seconds, places));
      mark.style.left = `${((seconds - this.#start) / this.#length) * 100}%`;
      marks.push(mark);
    }
    this.#ruler.replaceChildren(...marks);
    this.#scale.textContent = this.#zoom > 1.001 ? `${this.#zoom.toFixed(1)}×` : "";
    for (const [entry, button] of this.#buttons) {
      const pixels = ((entry.range.end_from_zero - entry.range.start_from_zero) / this.#length) * width;
      button.classList.toggle("narrow", pixels < 56);
    }
  }

  /** No wider than a second in 200 pixels, or what browsers can lay out. */
  get #most() {
    return Math.max(least, Math.min((this.#length * 200) / Math.max(1, this.#scroll.clientWidth), 200));
  }

  #seconds(x) {
    const box = this.#track.getBoundingClientRect();
    return this.#start + Math.min(1, Math.max(0, (x - box.left) / box.width)) * this.#length;
  }

  #widen(zoom, x) {
    const box = this.#scroll.getBoundingClientRect();
    const selected = this.#selected?.range.start_from_zero;
    const point = x ?? box.left + box.width / 2;
    const kept = x === undefined && selected !== undefined && this.#isSeen(selected) ? selected : this.#seconds(point);
    const offset = ((kept - this.#start) / this.#length) * this.#track.getBoundingClientRect().width - this.#scroll.scrollLeft;
    this.#zoom = Math.min(this.#most, Math.max(least, zoom));
    this.#draw();
    this.#scroll.scrollLeft = ((kept - this.#start) / this.#length) * this.#scroll.clientWidth * this.#zoom - offset;
  }

  #isSeen(seconds) {
    const x = ((seconds - this.#start) / this.#length) * this.#track.getBoundingClientRect().width - this.#scroll.scrollLeft;
    return x >= 0 && x <= this.#scroll.clientWidth;
  }

  #select(entry, takesFocus) {
    const before = this.#buttons.get(this.#selected);
    before?.removeAttribute("aria-current");
    if (before) before.tabIndex = -1;
    const isNew = this.#selected !== entry;
    this.#selected = entry;
    const button = this.#buttons.get(entry);
    button.setAttribute("aria-current", "true");
    button.tabIndex = 0;
    if (takesFocus) {
      button.focus({ preventScroll: true });
      this.#reveal(button);
    }
    if (isNew) this.#hooks.onSelect(entry);
  }

  /** Scrolls the lanes, and the page only if they are out of sight. */
  #reveal(button) {
    const [box, view] = [button.getBoundingClientRect(), this.#scroll.getBoundingClientRect()];
    if (box.left < view.left) this.#scroll.scrollLeft -= view.left - box.left + 24;
    else if (box.right > view.right) this.#scroll.scrollLeft += Math.min(box.right - view.right + 24, box.left - view.left - 24);
    if (box.top < 0 || box.bottom > window.innerHeight) button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#selected) return;
    const lane = this.#lanes.find((lane) => lane.entries.includes(this.#selected));
    const place = lane.entries.indexOf(this.#selected);
    const go = (entry) => { if (entry) this.#select(entry, true); };
    const actions = {
      ArrowRight: () => go(lane.entries[place + 1]), ArrowLeft: () => go(lane.entries[place - 1]),
      Home: () => go(lane.entries[0]), End: () => go(lane.entries.at(-1)),
      ArrowDown: () => go(this.#beside(lane, 1)), ArrowUp: () => go(this.#beside(lane, -1)),
      "+": () => this.#widen(this.#zoom * 1.6), "=": () => this.#widen(this.#zoom * 1.6), "-": () => this.#widen(this.#zoom / 1.6),
      0: () => this.#widen(least),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }

  /** The nearest entry of the next lane that has any. */
  #beside(lane, direction) {
    const middle = (entry) => (entry.range.start_from_zero + entry.range.end_from_zero) / 2;
    for (let place = this.#lanes.indexOf(lane) + direction; this.#lanes[place]; place += direction) {
      const { entries } = this.#lanes[place];
      if (!entries.length) continue;
      const aim = middle(this.#selected);
      return entries.reduce((best, entry) => (Math.abs(middle(entry) - aim) < Math.abs(middle(best) - aim) ? entry : best));
    }
    return null;
  }
}
