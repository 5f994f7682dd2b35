// Talks to the server: by the cookie of a session, which pictures and videos can show as well.
import { one, show } from "./dom.js";
import { isOver } from "./words.js";

export const root = "/shotlog/v1";

/** What the server said no to. */
export class Refusal extends Error {
  constructor(status, error) {
    super(error?.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = error?.code ?? "";
    this.path = error?.path ?? "";
  }
}

/** Reads an answer, whether it says yes or no. */
export function read(status, text) {
  let value = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    throw new Refusal(status, { message: `The server's answer (${status}) cannot be understood.` });
  }
  if (status >= 400) throw new Refusal(status, value?.error);
  return value;
}

/** Asks the server; opens a session where there is none. */
export async function ask(method, path, body) {
  const send = async () => {
    const options = { method, headers: {}, credentials: "same-origin" };
    if (body !== undefined) {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body);
    }
    let answer;
    try {
      answer = await fetch(root + path, options);
    } catch {
      throw new Refusal(0, { message: "The server cannot be reached." });
    }
    return read(answer.status, await answer.text());
  };
  try {
    return await send();
  } catch (refusal) {
    if (refusal.status !== 401) throw refusal;
    await session();
    return send();
  }
}

let opening = null;

/** Opens a session: without configured keys any key will do, so people are asked only if this one will not. */
export function session() {
  opening ??= (async () => {
    if (!(await opened("page"))) await askedForKey();
  })().finally(() => { opening = null; });
  return opening;
}

async function opened(key) {
  const answer = await fetch(`${root}/session`, {
    method: "POST", credentials: "same-origin", headers: { Authorization: `Bearer ${key}` },
  });
  if (answer.ok) return true;
  if (answer.status === 401) return false;
  return read(answer.status, await answer.text());
}

function askedForKey() {
  const [dialog, form, field, fault] = ["key-dialog", "key-form", "key", "key-fault"].map(one);
  const close = (event) => event.preventDefault();
  dialog.addEventListener("cancel", close);
  if (!dialog.open) dialog.showModal();
  return new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      try {
        const key = field.value.trim();
        // A field of HTTP holds no other letters, so such a key cannot be the one.
        if (!/^[\x21-\x7e]+$/.test(key) || !(await opened(key))) {
          show(fault, "The server does not know this key.");
          field.select();
          return;
        }
      } catch (refusal) {
        show(fault, refusal.message);
        return;
      }
      field.value = "";
      show(fault, null);
      dialog.removeEventListener("cancel", close);
      dialog.close();
      done();
    };
  });
}

/** Sends a form with progress; gives the task that came of it. `stop` of the answer's second value ends it. */
export function send(request, file, onProgress) {
  const body = new FormData();
  body.append("request", JSON.stringify(request));
  body.append("file", file, file.name);
  let current = null;
  let isStopped = false;
  const once = () => new Promise((done, failed) => {
    if (isStopped) return failed(new Refusal(0, { code: "stopped", message: "The upload was stopped." }));
    current = new XMLHttpRequest();
    current.open("POST", `${root}/tasks`);
    current.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    current.onload = () => {
      try {
        done(read(current.status, current.responseText));
      } catch (refusal) {
        failed(refusal);
      }
    };
    current.onerror = () => failed(new Refusal(0, { message: "The upload broke off: the server cannot be reached." }));
    current.onabort = () => failed(new Refusal(0, { code: "stopped", message: "The upload was stopped." }));
    current.send(body);
  });
  const task = once().catch(async (refusal) => {
    if (refusal.status !== 401) throw refusal;
    await session();
    return once();
  });
  return { task, stop: () => { isStopped = true; current?.abort(); } };
}

/** Watches a task until it ends; gives what stops the watching. */
export function watch(id, onTask, onGone) {
  let source = null;
  let isEnded = false;
  let timer = 0;
  const open = () => {
    source = new EventSource(`${root}/tasks/${encodeURIComponent(id)}/events`);
    source.addEventListener("task", (event) => {
      const task = JSON.parse(event.data);
      if (isOver(task.state)) stop();
      onTask(task);
    });
    source.onerror = () => {
      // While it is connecting again, the browser does so by itself.
      if (isEnded || source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(async () => {
        try {
          const task = await ask("GET", `/tasks/${encodeURIComponent(id)}`);
          if (isEnded) return;
          onTask(task);
          if (isOver(task.state)) stop();
          else open();
        } catch (refusal) {
          if (isEnded) return;
          if (refusal.status === 404) onGone();
          else source.onerror();
        }
      }, 2000);
    };
  };
  const stop = () => {
    isEnded = true;
    clearTimeout(timer);
    source?.close();
  };
  open();
  return stop;
}
