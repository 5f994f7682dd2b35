// Starts the page, and shows what the address names: the form (#/) or a task (#/task/ID).
import { ask } from "./api.js";
import { one } from "./dom.js";
import * as form from "./form.js";
import * as task from "./task.js";
import * as tasks from "./tasks.js";

function route() {
  const id = /^#\/task\/(.+)$/.exec(location.hash)?.[1];
  one("ask").hidden = Boolean(id);
  one("task").hidden = !id;
  document.body.classList.toggle("at-task", Boolean(id));
  tasks.select(id ? decodeURIComponent(id) : "");
  if (id) task.open(decodeURIComponent(id));
  else {
    task.close();
    document.title = "Shotlog";
  }
  if (isStarted) {
    window.scrollTo(0, 0);
    one("main").focus({ preventScroll: true });
  }
}

let isStarted = false;

async function start() {
  form.start((made) => {
    location.hash = `#/task/${encodeURIComponent(made.id)}`;
    tasks.refresh();
  });
  tasks.start();
  one("new-link").addEventListener("click", () => form.clear());
  task.start({
    onChange: tasks.update,
    onGone: () => {
      location.hash = "#/";
      tasks.refresh();
    },
    onAgain: (known) => {
      form.fill(known);
      location.hash = "#/";
    },
  });
  try {
    const known = await ask("GET", "/models");
    form.models(known.models);
    one("server-note").textContent = known.models[0]?.is_embedded
      ? "Embedded model: nothing leaves this machine" : `Asks ${known.models[0]?.name ?? ""}`;
  } catch (refusal) {
    one("server-note").textContent = refusal.message;
  }
  tasks.refresh();
  window.addEventListener("hashchange", route);
  route();
  isStarted = true;
}

start();
