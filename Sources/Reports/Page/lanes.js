// The lanes of a timeline: what each holds, how high it is, and what lies at an instant.

const rowHeight = 62;

/** A lane: things in order of their start, none found slowly. */
class Lane {
  constructor(name, kind, things, height) {
    Object.assign(this, { name, kind, height });
    this.things = things.slice().sort((one, other) => one.span[0] - other.span[0]);
    // The latest end of all things so far, so that long ones are found from where they are seen.
    let latest = -Infinity;
    this.latest = this.things.map((thing) => (latest = Math.max(latest, thing.span[1])));
  }

  /** The place of the first thing that ends after an instant. */
  first(seconds) {
    let [low, high] = [0, this.things.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.latest[middle] <= seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The things that lie in a stretch at least in part. */
  *between(start, end) {
    for (let place = this.first(start); place < this.things.length && this.things[place].span[0] < end; place += 1) {
      if (this.things[place].span[1] > start) yield this.things[place];
    }
  }

  /** What is there at an instant, or within so many seconds of it. */
  at(seconds, slack) {
    let [best, distance] = [null, Infinity];
    for (const thing of this.between(seconds - slack, seconds + slack)) {
      const away = seconds < thing.span[0] ? thing.span[0] - seconds : seconds >= thing.span[1] ? seconds - thing.span[1] : 0;
      if (away < distance || (away === 0 && distance === 0)) [best, distance] = [thing, away];
    }
    return best;
  }
}

/** The lanes of a result, from top to bottom; those that would be empty are left out. */
function lanesOf(data, rows) {
  const lines = (list) => list.map(([start, end, text]) => ({ span: [start, end], label: text }));
  const lanes = [new Lane(data.segments.length ? "Segments" : "Shots", "rows", rows, rowHeight)];
  for (const finding of data.findings) {
    lanes.push(new Lane(finding.id, "found", finding.stretches.map(({ span, fields }) => ({ span, label: fields.map(([, value]) => value).filter(Boolean).join(" · ") || finding.id })), 22));
  }
  if (data.segments.length && data.shots.length) {
    lanes.push(new Lane("Shots", "shots", data.shots.map(([start, end, opening, motion, colours], place) => ({
      span: [start, end], colours, label: [`Shot ${place + 1}`, opening && `begins with a ${plain(opening)}`, motion].filter(Boolean).join(" · "),
    })), 18));
  }
  lanes.push(new Lane("Said", "words", lines(data.speech), 22), new Lane("On screen", "words", lines(data.screen), 22));
  for (const [name, label] of [["black", "Black"], ["frozen", "Frozen"], ["silent", "Silent"], ["damaged", "Damaged"]]) {
    lanes.push(new Lane(label, name, (data.cues[name] ?? []).map((span) => ({ span, label: `${label} for ${length(span[1] - span[0])}` })), 12));
  }
  const seen = data.segments.flatMap((segment) => segment.seen ?? []);
  lanes.push(new Lane("Shown", "seen", seen.map((time) => ({ span: [time, time + 1e-6], label: "A picture that the model was shown" })), 12));
  return lanes.filter((lane) => lane.things.length);
}
