// One analysis: how far it is, and what came of it.
import { ask, watch } from "./api.js";
import { make, one, say, sure } from "./dom.js";
import * as result from "./result.js";
import { apis, isOver, moment, shortName, stages, states } from "./words.js";

let hooks = {};
let id = "";
let parts = null;
let stop = null;
let said = "";

/** Says whom to tell of changes. */
export function start(told) { hooks = told; }

/** Shows a task, and follows it until it is over. */
export async function open(wanted) {
  close();
  id = wanted;
  const place = one("task");
  place.replaceChildren(make("p", { class: "quiet" }, "Loading…"));
  let task;
  try {
    task = await ask("GET", `/tasks/${encodeURIComponent(wanted)}`);
  } catch (refusal) {
    if (id !== wanted) return;
    place.replaceChildren(make("h1", { id: "task-title" }, refusal.status === 404 ? "There is no such analysis" : "This cannot be shown"),
      make("p", {}, refusal.message), make("p", {}, make("a", { href: "#/" }, "Analyse a video")));
    return;
  }
  if (id !== wanted) return;
  build(task);
  write(task);
  if (!isOver(task.state)) {
    stop = watch(wanted, (news) => {
      if (id !== wanted) return;
      write(news);
      hooks.onChange(news);
    }, () => hooks.onGone());
  }
}

/** Shows nothing any more. */
export function close() {
  stop?.();
  result.close();
  [id, parts, stop, said] = ["", null, null, ""];
  one("task").replaceChildren();
}

function build(task) {
  const button = (words, kind, work) => make("button", { type: "button", class: `button small ${kind}`, onclick: work }, words);
  parts = {
    state: make("span", { class: "task-state" }),
    about: make("span", {}),
    cancel: button("Cancel", "", () => change("POST", "/cancel")),
    again: button("Ask again", "", () => hooks.onAgain(task)),
    remove: button("Delete", "danger", remove),
    fault: make("p", { class: "notice bad", role: "alert", hidden: true }),
    work: make("div", { class: "work", hidden: true }),
    stage: make("p", { class: "stage", id: "stage" }),
    bar: make("progress", { max: 1, "aria-labelledby": "stage" }),
    result: make("div", { class: "result" }),
  };
  parts.work.append(parts.stage, parts.bar);
  const name = shortName(task.video?.name ?? "Analysis");
  document.title = `${name} – Shotlog`;
  one("task").replaceChildren(
    make("p", { class: "back" }, make("a", { href: "#/" }, "All analyses")),
    make("div", { class: "task-head" },
      make("div", { class: "task-name-line" },
        make("h1", { id: "task-title" }, name),
        make("p", { class: "quiet" }, parts.state, " ", parts.about)),
      make("div", { class: "row" }, parts.cancel, parts.again, parts.remove)),
    parts.fault, parts.work, parts.result);
}

function write(task) {
  parts.state.dataset.state = task.state;
  parts.state.textContent = states[task.state] ?? task.state;
  const words = [`· asked ${moment(task.created_at)}`];
  if (task.api !== "native") words.push(`by ${apis[task.api] ?? task.api}`);
  if (task.attempts > 1) words.push(`attempt ${task.attempts}`);
  if (task.state === "done" && task.started_at) {
    const seconds = (new Date(task.finished_at) - new Date(task.started_at)) / 1000;
    words.push(`took ${seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`}`);
  }
  parts.about.textContent = words.join(" · ");
  parts.cancel.hidden = isOver(task.state);
  parts.again.hidden = !isOver(task.state) || task.api !== "native";
  parts.work.hidden = isOver(task.state);
  progress(task);
  if (isOver(task.state) && !parts.result.children.length) finish(task);
}

function progress(task) {
  const part = task.progress?.part;
  const isWaiting = task.state === "queued";
  const words = isWaiting ? "Waiting for its turn" : stages[task.progress?.stage] ?? "Getting ready";
  const percent = part === undefined ? "" : `, ${Math.floor(part * 100)} %`;
  parts.stage.textContent = words + percent;
  if (part === undefined) parts.bar.removeAttribute("value");
  else parts.bar.value = part;
  // Every hundredth would be noise to somebody who listens.
  const quarter = part === undefined ? "" : `, ${Math.floor(part * 4) * 25} %`;
  const news = isOver(task.state) ? states[task.state] : words + quarter;
  if (news !== said) say(news);
  said = news;
}

async function finish(task) {
  const place = parts.result;
  if (task.state === "failed") {
    place.append(make("div", { class: "notice bad" }, make("h2", {}, "This did not work"),
      make("p", {}, task.failure?.message ?? "The server does not say why."),
      make("p", { class: "quiet" }, `Code: ${task.failure?.code ?? "unknown"}`)));
    return;
  }
  if (task.state !== "done") {
    const words = { cancelled: "It was cancelled before it was done.", superseded: "Another request took its place before it was done." };
    place.append(make("p", { class: "notice" }, words[task.state] ?? task.state));
    return;
  }
  place.append(make("p", { class: "quiet" }, "Loading the result…"));
  const known = task.files ? task : await ask("GET", `/tasks/${encodeURIComponent(task.id)}`).catch(() => task);
  try {
    await result.show(place, known, () => id === task.id);
  } catch (refusal) {
    if (id === task.id) place.replaceChildren(make("p", { class: "notice bad" }, refusal.message));
  }
}

async function change(method, path) {
  const task = id;
  parts.fault.hidden = true;
  try {
    const news = await ask(method, `/tasks/${encodeURIComponent(task)}${path}`);
    if (id !== task) return;
    if (news) {
      write(news);
      hooks.onChange(news);
    }
    return true;
  } catch (refusal) {
    if (id !== task) return;
    parts.fault.hidden = false;
    parts.fault.textContent = refusal.message;
  }
}

async function remove() {
  if (!(await sure("Delete this analysis?", "Its result and its lists are deleted with it. This cannot be undone.", "Delete it"))) return;
  if (!(await change("DELETE", ""))) return;
  say("Deleted.");
  hooks.onGone();
}

