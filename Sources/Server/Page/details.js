// What is known of one segment, or of one stretch that was looked for.
import { make } from "./dom.js";
import { clock, length, plain, plural, stretch } from "./words.js";

const borders = {
  cut: "a cut", gradual: "a slow change of picture", scene: "another scene", black: "black",
  freeze: "a still picture", silence: "silence", text_edge: "a change of text", chapter: "a chapter", still_frame: "a still picture",
  even_length: "an even length, for nothing ends there", chunk: "a part of the work", given: "what was asked for",
};

const border = (value, edge) => (value.reason === "range_edge" ? edge : borders[value.reason] ?? plain(value.reason));

/** Everything about an entry of the timeline. */
export function details(entry, found, player) {
  const head = make("div", { class: "panel-head" },
    entry.kind === "segment" && !entry.value.title ? null
      : make("p", { class: "quiet" }, entry.kind === "segment" ? `Segment ${entry.number} of ${found.segments.length}` : entry.definition.id),
    make("h2", {}, entry.title),
    make("div", { class: "row" },
      make("button", { type: "button", class: "button small main", onclick: () => player.play(entry), disabled: !player.canPlay }, "Play it"),
      make("span", { class: "time" }, stretch(entry.range)),
      make("span", { class: "quiet" }, length(entry.range.end_from_zero - entry.range.start_from_zero))));
  return make("div", {}, head, ...(entry.kind === "segment" ? segment(entry.value, player) : foundStretch(entry)));
}

function segment(value, player) {
  const [start, end] = [value.start_border, value.end_border];
  const facts = [
    ["Shots", value.shots.length ? `${value.shots.length}, ${[...new Set(value.shots.map((shot) => plain(shot.motion)))].join(", ")}` : null],
    ["Loudness", value.loudness_db === undefined ? null : `${value.loudness_db} dB`],
    ["Chapter", value.chapter], ["Black", times(value.black)], ["Still", times(value.frozen)], ["Silent", times(value.silent)],
    ["Damaged", times(value.damaged)],
    ["Begins with", border(start, "the beginning of what was looked at")], ["Ends with", border(end, "the end of what was looked at")],
    ["Pictures asked about", value.evidence?.pictures?.length ? value.evidence.pictures.map((picture) => clock(picture.time_from_zero, 2)).join(", ") : null],
    ["Longest unseen", value.evidence?.longest_unseen ? stretch(value.evidence.longest_unseen) : null],
  ];
  const broken = { minimum: "It is shorter than was asked for.", maximum: "It is longer than was asked for." }[value.broken_bound];
  return [
    value.description ? make("p", { class: "description" }, value.description) : null,
    value.keywords?.length ? make("ul", { class: "tags", "aria-label": "Keywords" }, value.keywords.map((word) => make("li", { class: "tag" }, word))) : null,
    broken ? make("p", { class: "notice warn" }, broken) : null,
    corrections(value.evidence?.corrections),
    lines("Said", value.speech, player), lines("Written on the picture", value.screen, player),
    colours(value.shots), list(facts),
  ];
}

function foundStretch(entry) {
  const { value, definition } = entry;
  return [
    make("p", { class: "description quiet" }, definition.description),
    list(Object.entries(value.metadata ?? {}).map(([name, detail]) => [name, written(detail)])),
    value.unanswered.length ? make("p", { class: "notice warn" }, `Could not be filled in: ${value.unanswered.join(", ")}.`) : null,
    corrections(value.corrections),
  ];
}

function written(detail) {
  if (detail === null || detail === "") return "not known";
  if (Array.isArray(detail)) return detail.map(written).join(", ") || "none";
  if (typeof detail === "boolean") return detail ? "yes" : "no";
  return typeof detail === "object" ? JSON.stringify(detail) : String(detail);
}

const times = (ranges) => (ranges?.length ? ranges.map(stretch).join(", ") : null);

function list(facts) {
  const known = facts.filter(([, words]) => words !== null && words !== undefined && words !== "");
  return known.length ? make("dl", {}, known.flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words)])) : null;
}

function corrections(changes) {
  if (!changes?.length) return null;
  return make("div", { class: "notice warn" }, make("p", {}, `${plural(changes.length, "correction")} of what the model said:`),
    make("ul", {}, changes.map((change) => make("li", {}, change.message))));
}

/** Words with their times; a click goes there. */
function lines(title, words, player) {
  if (!words?.length) return null;
  return make("div", { class: "words" }, make("h3", {}, title), make("ul", { class: "lines" }, words.map((line) => make("li", {},
    make("button", { type: "button", class: "time link", onclick: () => player.seek(line.start_from_zero), "aria-label": `Go to ${clock(line.start_from_zero)}` }, clock(line.start_from_zero)),
    make("span", {}, line.text)))));
}

/** The colours that fill most of the pictures. */
function colours(shots) {
  const shares = new Map();
  for (const shot of shots) {
    const weight = shot.end_from_zero - shot.start_from_zero;
    for (const { colour, share } of shot.colours) shares.set(colour, (shares.get(colour) ?? 0) + share * weight);
  }
  const most = [...shares].sort((one, other) => other[1] - one[1]).slice(0, 8);
  if (!most.length) return null;
  const strip = make("div", { class: "colours", role: "img", "aria-label": `Colours: ${most.map(([colour]) => colour).join(", ")}` });
  for (const [colour, share] of most) {
    const part = make("span", { title: colour });
    part.style.background = colour;
    part.style.flexGrow = String(share);
    strip.append(part);
  }
  return strip;
}
