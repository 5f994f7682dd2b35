// What came of an analysis: who answered, what is missing, the video with its timeline, and lists to take away.
import { read, root } from "./api.js";
import { details } from "./details.js";
import { make, say } from "./dom.js";
import { downloads } from "./downloads.js";
import { Player } from "./player.js";
import { Timeline } from "./timeline.js";
import { clock, length, plain, plural, stretch } from "./words.js";

let player = null;

/** Ends what plays. */
export function close() {
  player?.close();
  player = null;
}

/** Fetches a result and shows it, if it is still wanted by then. */
export async function show(place, task, isWanted) {
  const files = new Map((task.files ?? []).map((file) => [file.name, file]));
  const analysis = files.get("analysis.json");
  if (!analysis) {
    place.replaceChildren(make("p", { class: "notice" },
      task.api === "native" ? "The result is not kept any more." : "The answer is with the API that it was asked by; no pictures and lists were made for this page."));
    return;
  }
  const answer = await fetch(analysis.url, { credentials: "same-origin" });
  const found = read(answer.status, await answer.text());
  if (!isWanted()) return;

  const things = entries(found, files);
  const panel = make("section", { class: "panel", "aria-label": "What is selected", tabindex: -1 });
  player = new Player(video(task, files), found);
  const timeline = new Timeline(found, things, {
    onSelect: (entry) => panel.replaceChildren(details(entry, found, player)),
    onPlay: (entry) => {
      player.play(entry);
      say(`Plays ${entry.title}, ${stretch(entry.range)}.`);
    },
    onSeek: (seconds) => player.seek(seconds),
  });
  player.onTime = (seconds) => timeline.point(seconds);
  place.replaceChildren(
    make("div", { class: "facts" }, answered(found, task), ...honesty(found)),
    reply(found) ?? "",
    make("div", { class: "viewer" }, player.element, timeline.element, panel),
    downloads(task),
    all(things[0].entries, timeline) ?? "",
    about(found));
  timeline.start();
}

/** Segments and what was found, as the timeline shows them: a list of lanes. */
function entries(found, files) {
  const segments = found.segments.map((segment) => ({
    kind: "segment", range: segment, value: segment, number: segment.number,
    title: segment.title || `Segment ${segment.number}`, picture: files.get(`segment-${segment.number}.jpg`)?.url,
  }));
  const lanes = [{ id: "segments", title: "Segments", entries: segments }];
  for (const finding of found.findings) {
    lanes.push({
      id: finding.id, title: finding.id, description: finding.description, dropped: finding.dropped,
      entries: finding.stretches.map((value, place) => ({
        kind: "stretch", range: value, value, number: place + 1, title: label(value, finding, place), definition: finding,
      })),
    });
  }
  return lanes;
}

/** The first words that say something of a stretch, or its number. */
function label(value, finding, place) {
  const words = Object.values(value.metadata ?? {}).find((detail) => typeof detail === "string" && detail.trim());
  return words ?? `${finding.id} ${place + 1}`;
}

/** Where the video lies: with the task if it was fetched, else among the assets. */
function video(task, files) {
  const kept = files.get("video");
  if (kept) return kept.url;
  return task.video?.asset ? `${root}/assets/${encodeURIComponent(task.video.asset)}/content` : null;
}

function answered(found, task) {
  const { provider, name, revision } = found.model;
  if (provider === "embedded") {
    return make("p", { class: "by" }, make("strong", {}, "Answered by the embedded model."),
      " It puts into words what was measured, said and shown as text. No model looked at the pictures, and nothing left this machine",
      task.video?.url ? " but the request for the video." : ".");
  }
  const sent = found.run?.transfers ?? [];
  return make("p", { class: "by" }, make("strong", {}, `Answered by ${provider}/${name}`), revision ? ` (${revision})` : "", ".",
    sent.length ? ` Pictures and words went to ${[...new Set(sent.map((transfer) => transfer.destination))].join(", ")}.` : "",
    found.transcription ? ` What is said was written down by ${found.transcription.model.provider}/${found.transcription.model.name}.` : "");
}

/** What is missing, what went wrong and what was changed: said, not hidden. */
function honesty(found) {
  const notes = [];
  if (found.completeness === "length") {
    notes.push(make("p", { class: "notice warn" }, "The answer is cut short: the model came to the most tokens that it may use."));
  }
  if (found.completeness === "partial") {
    notes.push(make("p", { class: "notice warn" }, "Part of the answer is missing."));
  }
  if (found.unanswered.length) {
    notes.push(make("p", { class: "notice warn" }, `Could not be filled in: ${found.unanswered.join(", ")}.`));
  }
  if (found.problems.length) {
    notes.push(list("What went wrong", found.problems.map((problem) => problem.message), "notice warn"));
  }
  const changes = [...found.corrections,
    ...found.findings.flatMap((finding) => [...finding.dropped, ...finding.stretches.flatMap((value) => value.corrections)]),
    ...found.segments.flatMap((segment) => segment.evidence?.corrections ?? [])];
  if (changes.length) {
    notes.push(make("details", { class: "changes" },
      make("summary", {}, `${plural(changes.length, "correction")} of what the model said`),
      make("ul", {}, changes.map((change) => make("li", {}, make("span", { class: "tag" }, plain(change.kind)), " ", change.message)))));
  }
  return notes;
}

function list(title, lines, kind) {
  return make("div", { class: kind }, make("p", {}, make("strong", {}, title)), make("ul", {}, lines.map((line) => make("li", {}, line))));
}

function reply(found) {
  if (!found.answer) return null;
  const words = found.answer.text ?? JSON.stringify(found.answer.json, null, 2);
  const copy = make("button", {
    type: "button", class: "button small", onclick: async () => {
      try {
        await navigator.clipboard.writeText(words);
        say("Copied.");
        copy.textContent = "Copied";
      } catch {
        copy.textContent = "The browser does not allow it";
      }
    },
  }, "Copy");
  return make("section", { class: "answer", "aria-labelledby": "answer-title" },
    make("div", { class: "section-head" }, make("h2", { id: "answer-title" }, "Answer"), copy),
    found.question.prompt ? make("p", { class: "quiet asked" }, found.question.prompt) : null,
    found.answer.text !== undefined ? make("div", { class: "prose" }, words)
      : make("pre", { class: "code", tabindex: 0, role: "region", "aria-label": "Answer as JSON" }, words));
}

/** The segments one below the other, to be read. */
function all(segments, timeline) {
  if (!segments.some((entry) => entry.value.title || entry.value.description)) return null;
  return make("section", { class: "all", "aria-labelledby": "all-title" }, make("h2", { id: "all-title" }, "Segments"),
    make("ol", { class: "all-list" }, segments.map((entry) => make("li", {},
      make("button", { type: "button", onclick: () => timeline.choose(entry) },
        make("span", { class: "time" }, stretch(entry.range)), make("b", {}, entry.title), make("span", {}, entry.value.description ?? ""))))));
}

/** What the result rests on. */
function about(found) {
  const facts = [["Video", `${found.video.width} × ${found.video.height}, ${length(found.video.duration)}${found.video.frame_rate ? `, ${Math.round(found.video.frame_rate * 1000) / 1000} pictures a second` : ""}, ${found.video.has_sound ? "with sound" : "without sound"}`],
    ["Looked at", `${clock(found.window.start_from_zero)} to ${clock(found.window.end_from_zero)}`],
    ["Asked", found.model.provider === "embedded" ? "the embedded model; nothing was sent" : found.effort.requests ? `${plural(found.effort.requests, "request")} with ${plural(found.effort.pictures, "picture")}, ${found.effort.input_tokens} + ${found.effort.output_tokens} tokens${found.effort.tokens_guessed ? " (guessed)" : ""}` : "no model"],
    ["Cost", found.effort.cost_usd === undefined ? null : `${found.effort.cost_usd.toFixed(4)} US$`],
    ["Made by", found.generator]];
  return make("section", { class: "about", "aria-labelledby": "about-title" }, make("h2", { id: "about-title" }, "What it rests on"),
    make("dl", {}, facts.filter(([, words]) => words).map(([name, words]) => [make("dt", {}, name), make("dd", {}, words)]).flat()),
    found.parts.length ? make("details", {}, make("summary", {}, "What was noted on the parts of the video"),
      make("ul", { class: "lines" }, found.parts.map((part) => make("li", {}, make("span", { class: "time" }, stretch(part)), make("span", {}, part.text))))) : null);
}
