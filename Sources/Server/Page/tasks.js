// The list of analyses, kept as it is on the server.
import { ask } from "./api.js";
import { make, one } from "./dom.js";
import { apis, isOver, moment, shortName, stages, states } from "./words.js";

const step = 20;
let most = step;
let current = "";
let timer = 0;
let rows = new Map();

/** Begins to show the list. */
export function start() {
  one("tasks-more").addEventListener("click", () => {
    most += step;
    refresh();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
}

/** Marks the one that is looked at. */
export function select(id) {
  current = id;
  mark();
}

/** Brings the list up to date, and again after a while. */
export async function refresh() {
  clearTimeout(timer);
  let isBusy = true;
  try {
    const tasks = [];
    let answer;
    // A page of the server has 100 at the most.
    for (let page = 1; tasks.length < most; page += 1) {
      answer = await ask("GET", `/tasks?limit=${step}&page=${page}`);
      tasks.push(...answer.tasks);
      if (!answer.has_more) break;
    }
    render(tasks);
    one("tasks-none").hidden = tasks.length > 0;
    one("tasks-more").hidden = !answer.has_more;
    isBusy = tasks.some((task) => !isOver(task.state));
  } catch {
    // What is shown stays, and is brought up to date when the server answers again.
  }
  if (!document.hidden) timer = setTimeout(refresh, isBusy ? 3000 : 20000);
}

/** Shows what is known of one task. */
export function update(task) {
  const row = rows.get(task.id);
  if (row) write(row, task);
  else refresh();
}

function render(tasks) {
  const known = new Map();
  for (const task of tasks) {
    const row = rows.get(task.id) ?? make("li", {},
      make("a", { href: `#/task/${encodeURIComponent(task.id)}` },
        make("span", { class: "task-name" }), make("span", { class: "task-state" }), make("span", { class: "task-about" })));
    write(row, task);
    known.set(task.id, row);
  }
  rows = known;
  const list = one("tasks-list");
  const order = [...known.values()];
  // Rows stay where they are as long as they can: the focus may be on one.
  order.forEach((row, place) => { if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null); });
  while (list.children.length > order.length) list.lastChild.remove();
  mark();
}

function write(row, task) {
  const put = (name, words) => {
    const place = row.querySelector(`.${name}`);
    if (place.textContent !== words) place.textContent = words;
  };
  put("task-name", shortName(task.video?.name ?? task.id));
  row.querySelector(".task-state").dataset.state = task.state;
  const part = task.progress?.part;
  put("task-state", task.state === "running" && part !== undefined && task.progress.stage === "looking" ? `${Math.floor(part * 100)} %`
    : task.state === "running" && stages[task.progress?.stage] ? "At work" : states[task.state] ?? task.state);
  const about = task.request?.prompt ? `“${task.request.prompt}”` : task.request?.segment_definitions ? "Moments"
    : task.api === "native" ? "Segments" : apis[task.api] ?? task.api;
  put("task-about", `${moment(task.created_at)} · ${about}`);
}

function mark() {
  for (const [id, row] of rows) {
    const link = row.querySelector("a");
    if (id === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
