// Painting lanes on a canvas: only what is seen, and nothing twice in the same place.

/** The colours of the page, as it is shown now. */
function palette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "raised", "ink", "soft", "line", "accent", "tint", "found", "found-tint", "said", "said-tint", "black", "frozen", "silent", "damaged", "hit"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Paints lanes; `view` says which seconds lie where. */
class Painter {
  #images = new Map();

  constructor(canvas, pictures, onPicture) {
    Object.assign(this, { canvas, pictures, onPicture });
    this.context = canvas.getContext("2d");
  }

  paint(lanes, view, marks) {
    const { context: c, canvas } = this;
    const ratio = view.ratio;
    // On paper the names of the lanes are painted, too, since what is painted is scaled with them.
    const margin = view.names ? 90 : 0;
    const [width, height] = [Math.round((view.width + margin) * ratio), Math.round(view.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    canvas.style.width = `${view.width + margin}px`;
    canvas.style.height = `${view.height}px`;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, view.width + margin, view.height);
    c.textBaseline = "middle";
    const ink = palette();
    if (margin) {
      for (const { lane, top } of lanes) this.#text(lane.name, 0, top + Math.min(lane.height, 44) / 2, margin - 8, ink.soft, 400);
      c.translate(margin, 0);
    }
    this.#ruler(view, ink);
    for (const { lane, top } of lanes) {
      const isBand = lane.kind !== "rows";
      if (isBand) this.#box(0, top, view.width, lane.height, 0, ink.raised);
      this[{ rows: "rows", found: "words", words: "words", shots: "shots", seen: "seen" }[lane.kind] ?? "cues"](lane, top, view, ink, marks);
    }
    this.#hits(marks, view, ink);
  }

  rows(lane, top, view, ink, marks) {
    let stripEnd = 0;
    for (const row of lane.between(view.start, view.end)) {
      const [left, right] = this.#edges(row.span, view);
      const width = Math.max(right - left, 1);
      if (width < 30) {
        // Too narrow for a picture each: one for every stretch of the strip.
        while (stripEnd <= left) {
          this.#box(stripEnd, top, 79, lane.height, 3, ink.raised);
          this.#picture(row.picture, stripEnd, top, 80, lane.height);
          stripEnd += 80;
        }
        continue;
      }
      stripEnd = Math.max(stripEnd, Math.ceil(right));
      const [x, w] = [left + 0.5, width - 1];
      const isNow = marks.current === row;
      this.#box(x, top, w, lane.height, 5, isNow ? ink.tint : ink.raised);
      const tall = lane.height - 18;
      this.#picture(row.picture, Math.max(x, -400), top, Math.min(w, 400, w + x), tall, x, w);
      if (w > 22) this.#text(row.label, Math.max(x, 0) + 5, top + tall + 9.5, Math.min(right, view.width) - Math.max(x, 0) - 10, ink.ink, isNow ? 600 : 400);
      if (isNow) this.#frame(x, top, w, lane.height, ink.accent);
    }
  }

  shots(lane, top, view) {
    this.#bars(lane, view, (shot, x, w) => {
      const colours = shot.colours.length ? shot.colours : ["#888888"];
      colours.forEach((colour, place) => this.#box(x, top + (lane.height * place) / colours.length, w, lane.height / colours.length, 0, colour));
    }, 0.5);
  }

  words(lane, top, view, ink) {
    const [edge, fill] = lane.kind === "found" ? [ink.found, ink["found-tint"]] : [ink.said, ink["said-tint"]];
    this.#bars(lane, view, (thing, x, w) => {
      if (w < 8) {
        this.#box(x, top + 2, w, lane.height - 4, Math.min(2, w / 2), edge);
        return;
      }
      this.#box(x, top + 1, w, lane.height - 2, 3, fill);
      this.#box(x, top + 1, 2, lane.height - 2, 1, edge);
      if (w > 30) this.#text(thing.label, Math.max(x, 0) + 7, top + lane.height / 2 + 0.5, Math.min(x + w, view.width) - Math.max(x, 0) - 10, ink.ink, 400);
    }, 1);
  }

  cues(lane, top, view, ink) {
    this.#bars(lane, view, (_, x, w) => this.#box(x, top + 2, w, lane.height - 4, Math.min(2, w / 2), ink[lane.kind]), 0);
  }

  seen(lane, top, view, ink) {
    this.#bars(lane, view, (_, x) => this.#box(x, top + 2, 1.5, lane.height - 4, 0, ink.accent), 0);
  }

  /** Bars of a lane; of those that would lie in the same pixel, one is painted. */
  #bars(lane, view, paint, gap) {
    let painted = -Infinity;
    for (const thing of lane.between(view.start, view.end)) {
      // Whole pixels, so that many narrow bars are as dark as a wide one.
      const [left, right] = this.#edges(thing.span, view).map(Math.round);
      if (right <= painted && left < painted) continue;
      const start = Math.max(left, painted);
      const width = Math.max(right - start - gap, 1);
      paint(thing, start, width);
      painted = start + Math.max(1, Math.floor(width));
    }
  }

  #edges(span, view) {
    const place = (seconds) => (seconds - view.start) * view.scale;
    return [Math.max(-500, place(span[0])), Math.min(view.width + 500, place(span[1]))];
  }

  #ruler(view, ink) {
    const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 86400];
    const room = view.end > 3600 ? 74 : 56;
    const step = steps.find((step) => step * view.scale >= room) ?? Math.ceil(room / view.scale / 86400) * 86400;
    for (let count = Math.ceil(view.start / step); count * step <= view.end; count += 1) {
      const x = Math.round((count * step - view.start) * view.scale) + 0.5;
      this.#box(x - 0.5, 8, 1, view.height - 8, 0, ink.line);
      this.#text(clock(count * step, step < 1 ? 1 : 0), x + 5, 12, room, ink.soft, 400);
    }
  }

  #hits(marks, view, ink) {
    this.context.fillStyle = ink.hit;
    let last = -4;
    for (const row of marks.hits) {
      const x = ((row.span[0] + row.span[1]) / 2 - view.start) * view.scale;
      if (x < 0 || x > view.width || x < last + 3) continue;
      last = x;
      this.context.beginPath();
      this.context.moveTo(x - 4, 21);
      this.context.lineTo(x + 4, 21);
      this.context.lineTo(x, 27);
      this.context.fill();
    }
  }

  #box(x, y, width, height, round, fill) {
    this.context.fillStyle = fill;
    if (!round) {
      this.context.fillRect(x, y, width, height);
      return;
    }
    this.context.beginPath();
    this.context.roundRect(x, y, width, height, round);
    this.context.fill();
  }

  #frame(x, y, width, height, colour) {
    this.context.strokeStyle = colour;
    this.context.lineWidth = 2;
    this.context.beginPath();
    this.context.roundRect(x + 1, y + 1, Math.max(1, width - 2), height - 2, 4);
    this.context.stroke();
  }

  #text(words, x, y, width, colour, weight) {
    const c = this.context;
    if (width < 14) return;
    c.save();
    c.beginPath();
    c.rect(x, y - 12, width, 24);
    c.clip();
    c.fillStyle = colour;
    c.font = `${weight} 11.5px system-ui, "Noto Sans", "DejaVu Sans", sans-serif`;
    // Long words need not be shaped to be cut off.
    c.fillText(words.slice(0, 160), x, y);
    c.restore();
  }

  /** A picture that fills a box; the box of a row may be wider than the picture. */
  #picture(time, x, y, width, height, clipX = x, clipWidth = width) {
    const picture = this.pictures.get(time);
    if (!picture || width <= 0) return;
    let image = this.#images.get(time);
    if (!image) {
      image = new Image();
      image.onload = () => this.onPicture();
      image.src = picture.url;
      this.#images.set(time, image);
    }
    if (!image.complete || !image.naturalWidth) return;
    const box = Math.min(width, Math.ceil((height * image.naturalWidth) / image.naturalHeight));
    const scale = Math.max(box / image.naturalWidth, height / image.naturalHeight);
    const [sw, sh] = [box / scale, height / scale];
    const c = this.context;
    c.save();
    c.beginPath();
    c.roundRect(clipX, y, clipWidth, height, [5, 5, 0, 0]);
    c.clip();
    // A long stretch repeats its picture, as a strip of film would.
    for (let left = x; left < x + width; left += box) {
      c.drawImage(image, (image.naturalWidth - sw) / 2, (image.naturalHeight - sh) / 2, sw, sh, left, y, box, height);
    }
    c.restore();
  }
}
