// Who was asked what, what that took, and how far it can be relied on.

/** What was asked and answered about the whole. */
function answerOf(data) {
  const { talk } = data;
  if (!talk.answer && !talk.json && !talk.prompt) return null;
  return make("section", { class: "card answer", "aria-labelledby": "answer-title" },
    make("h2", { id: "answer-title" }, "Answer"),
    talk.prompt ? make("blockquote", { dir: "auto" }, talk.prompt) : null,
    talk.answer ? make("div", { class: "prose", dir: "auto" }, talk.answer) : null,
    talk.json ? make("pre", { class: "code", tabindex: 0, "aria-label": "The answer as JSON" }, talk.json) : null,
    !talk.answer && !talk.json ? make("p", { class: "quiet" }, "There is no answer.") : null,
    talk.unanswered ? make("p", { class: "hint" }, `Not known: ${talk.unanswered.join(", ")}.`) : null,
    talk.corrections ? make("details", {}, make("summary", {}, `Corrected · ${plural(talk.corrections.length, "change")}`), notes(talk.corrections)) : null);
}

/** What went wrong, at the top where nobody misses it. */
function noticesOf(data) {
  const { talk } = data;
  const damaged = sum(data.cues.damaged ?? []);
  const lines = [
    talk.completeness === "partial" ? "Some of what was asked has no answer." : null,
    talk.completeness === "length" ? "Some of the answers were cut short by a bound of tokens." : null,
    damaged > 0 ? `${length(damaged)} of the video could not be read.` : null,
    ...(talk.problems ?? []).map(([, message]) => message),
  ].filter(Boolean);
  return lines.length ? make("ul", { class: "notice", "aria-label": "Mind this" }, lines.map((line) => make("li", { dir: "auto" }, line))) : null;
}

/** How long spans are together. */
const sum = (spans) => spans.reduce((all, [start, end]) => all + end - start, 0);

/** Everything else, in two columns. */
function detailsOf(data) {
  const { talk, account, video } = data;
  const seen = data.segments.reduce((all, segment) => all + (segment.seen?.length ?? 0), 0);
  const unseen = data.segments.reduce((longest, segment) => Math.max(longest, segment.unseen ? segment.unseen[1] - segment.unseen[0] : 0), 0);
  const answered = data.segments.filter((segment) => segment.title).length;
  const looked = data.window[1] - data.window[0];
  const isAll = Math.abs(looked - video.duration) < 0.05;
  const blocks = [
    ["Video", facts([
      ["File", video.name], ["Length", length(video.duration)], ["Picture", video.width && video.height ? `${video.width} × ${video.height}` : null],
      ["Rate", video.rate ? `${Math.round(video.rate * 1000) / 1000} pictures a second` : null], ["Sound", video.sound === undefined ? null : video.sound ? "yes" : "none"],
    ])],
    ["Coverage", facts([
      ["Looked at", isAll ? `all of it, ${length(looked)}` : `${stretch(data.window)}, ${length(looked)} of ${length(video.duration)}`],
      ["Segments", data.segments.length ? (talk.kind !== "segments" ? number(data.segments.length) : answered === data.segments.length ? `${number(answered)}, all described` : `${number(answered)} of ${number(data.segments.length)} described`) : null],
      ["Shown to the model", account ? plural(Math.max(seen, account.pictures), "picture") : null], ["Longest unseen", unseen ? length(unseen) : null],
      ["Damaged", data.cues.damaged ? length(sum(data.cues.damaged)) : account ? "nothing" : null],
    ])],
    ["Question", facts([...(talk.system ? [["Standing instruction", talk.system]] : []), ...(talk.settings ?? [])])],
    ["Model", account && facts([
      ["Answered by", account.model], ["Written down by", account.transcriber], ["Calls", number(account.requests)],
      ["Tokens", `${account.guessed ? "about " : ""}${number(account.input)} in, ${number(account.output)} out`],
      ["Cost", account.cost === undefined ? "none told" : dollars(account.cost)],
    ])],
    ["Run", account && (account.stages.length || account.transfers) ? facts([
      ...account.stages.map(([name, seconds]) => [capital(plain(name)), length(seconds)]),
      ["Left this machine", account.transfers ? (account.transfers.length ? account.transfers.map(([place, sent]) => `${size(sent)} to ${place}`).join(", ") : "nothing") : null],
    ]) : null],
  ].filter(([, content]) => content);
  return make("section", { class: "details", "aria-labelledby": "details-title" },
    make("div", { class: "section-head" }, make("h2", { id: "details-title" }, "Details")),
    make("div", { class: "blocks" }, blocks.map(([name, content]) => make("section", { class: "card" }, make("h3", {}, name), content))),
    data.parts.length ? make("details", { class: "card parts" }, make("summary", {}, `Notes on parts · ${data.parts.length}`),
      make("ul", { class: "lines" }, data.parts.map(([start, , text]) => make("li", {}, make("span", { class: "time" }, clock(start)), make("span", { dir: "auto" }, text))))) : null);
}
