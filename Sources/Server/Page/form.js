// The form: a video, what to find out about it, and options.
import { ask, send } from "./api.js";
import * as definitions from "./definitions.js";
import { make, one, say, show } from "./dom.js";
import { size } from "./words.js";

const texts = ["prompt", "language", "system"];
const words = ["model", ...texts];
const places = ["video", "prompt", "schema", "segment_definitions", "model", "language", "system", "speed", "start_time", "end_time",
  "min_segment_duration", "max_segment_duration", "temperature", "max_output_tokens"];
let chosen = null;
let sending = null;

/** Something in the form that cannot be sent. */
class Mistake extends Error {
  constructor(path, message) {
    super(message);
    this.path = path;
  }
}

/** Sets the form up; `onTask` is told of each task that comes of it. */
export function start(onTask) {
  definitions.start();
  one("file").addEventListener("change", () => choose(one("file").files[0]));
  one("file-clear").addEventListener("click", () => {
    choose(null);
    one("file").focus();
  });
  one("url").addEventListener("input", () => { if (one("url").value.trim()) choose(null, true); });
  for (const radio of document.querySelectorAll("input[name=kind]")) radio.addEventListener("change", showKind);
  one("ask-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(onTask);
  });
  one("upload-stop").addEventListener("click", () => sending?.stop());
  dropping();
  showKind();
}

/** Fills in the models that may be asked. */
export function models(list) {
  const select = one("model");
  select.replaceChildren(...list.map((model) => make("option", { value: model.is_default ? "" : model.name },
    model.is_default ? `${name(model)} (usual)` : name(model))));
  const hint = () => {
    const model = list[select.selectedIndex];
    one("model-hint").textContent = model?.is_embedded
      ? "Answers from what was measured, said and read. It does not look at the pictures, and nothing leaves this machine." : "";
  };
  select.onchange = hint;
  hint();
}

const name = (model) => (model.is_embedded ? "Embedded model" : model.name);

/** Puts an earlier request into the form, to ask again or otherwise about its video. */
export function fill(task) {
  clear();
  const request = task.request ?? {};
  if (task.video?.asset) choose({ asset: task.video.asset, name: task.video.name });
  else if (task.video?.url) one("url").value = task.video.url;
  for (const path of [...words, "speed", "start_time", "end_time", "min_segment_duration", "max_segment_duration", "temperature", "max_output_tokens"]) {
    if (request[path] !== undefined && request[path] !== null) one(path).value = request[path];
  }
  if (one("model").selectedIndex < 0) one("model").selectedIndex = 0;
  one("model").onchange?.();
  if (request.schema) {
    one("schema").value = JSON.stringify(request.schema, null, 2);
    one("schema-box").open = true;
  }
  const listed = request.segment_definitions?.segment_definitions ?? request.segment_definitions;
  if (Array.isArray(listed)) definitions.fill(listed);
  const kind = listed ? "definitions" : request.prompt ? "prompt" : "segments";
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
  showKind();
}

/** An empty form. */
export function clear() {
  one("ask-form").reset();
  choose(null);
  faults([]);
  definitions.fill([{}]);
  showKind();
  one("model").onchange?.();
}

function choose(file, keepsAddress = false) {
  chosen = file ?? null;
  if (!file || file.asset) one("file").value = "";
  if (!keepsAddress) one("url").value = "";
  one("drop").classList.toggle("full", Boolean(file));
  show(one("file-chosen"), file ? (file.asset ? `${file.name} (here already)` : `${file.name}, ${size(file.size)}`) : null);
  one("file-hint").hidden = one("file-label").hidden = Boolean(file);
  one("file").disabled = Boolean(file);
  one("file-clear").hidden = !file;
  show(one("video-fault"), null);
  if (file) say(`${file.name} is chosen.`);
}

function showKind() {
  const kind = document.querySelector("input[name=kind]:checked").value;
  one("kind-prompt").hidden = kind !== "prompt";
  one("kind-definitions").hidden = kind !== "definitions";
}

function request() {
  const value = {};
  const kind = document.querySelector("input[name=kind]:checked").value;
  if (!chosen) {
    const url = one("url").value.trim();
    if (!url) throw new Mistake("video", "Choose a video, or give the address of one.");
    value.video = { url };
  } else if (chosen.asset) value.video = { asset_id: chosen.asset };
  for (const path of words) {
    if (path === "prompt" && kind !== "prompt") continue;
    const text = one(path).value.trim();
    if (text) value[path] = text;
  }
  if (kind === "prompt") {
    if (!value.prompt) throw new Mistake("prompt", "Say what you want to know.");
    const schema = one("schema").value.trim();
    if (schema) value.schema = json("schema", schema);
  }
  if (kind === "definitions") {
    try {
      value.segment_definitions = definitions.read();
    } catch (error) {
      throw new Mistake("segment_definitions", `This is no JSON: ${error.message}`);
    }
  }
  for (const field of document.querySelectorAll("[data-number]")) {
    const text = field.value.trim().replace(",", ".");
    if (!text) continue;
    const number = seconds(text);
    if (!Number.isFinite(number)) throw new Mistake(field.id, "This is no number.");
    value[field.id] = number;
  }
  return value;
}

/** A number, or a time such as 1:15.5. */
const seconds = (text) => text.split(":").reduce((sum, part) => (/^\d+(\.\d+)?$/.test(part) ? sum * 60 + Number(part) : NaN), 0);

function json(path, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Mistake(path, `This is no JSON: ${error.message}`);
  }
}

async function submit(onTask) {
  if (sending) return;
  faults([]);
  try {
    const value = request();
    busy(true, chosen && !chosen.asset);
    if (chosen && !chosen.asset) {
      sending = send(value, chosen, progress);
    } else {
      sending = { task: ask("POST", "/tasks", value), stop: () => {} };
    }
    const task = await sending.task;
    clear();
    onTask(task);
  } catch (error) {
    if (error.code === "stopped") say("The upload was stopped.");
    else faults([error]);
  } finally {
    sending = null;
    busy(false);
  }
}

function busy(isBusy, isUpload = false) {
  one("send").disabled = isBusy;
  one("send").textContent = isBusy && !isUpload ? "Sending…" : "Analyse";
  one("upload").hidden = !isUpload;
  if (isUpload) {
    progress(0, chosen.size);
    say("Uploading.");
  }
}

function progress(done, total) {
  const part = total ? done / total : 0;
  one("upload-bar").value = part;
  one("upload-text").textContent = part < 1 ? `Uploading, ${size(done)} of ${size(total)}` : "Uploaded; the server writes it down";
}

/** Shows what is wrong beside what it is about, as far as there is such a place. */
function faults(errors) {
  for (const place of places) {
    show(one(`${place}-fault`), null);
    field(place)?.removeAttribute("aria-invalid");
    field(place)?.removeAttribute("aria-describedby");
  }
  show(one("form-fault"), null);
  for (const error of errors) {
    const place = /^[a-z_]+/.exec(error.path ?? "")?.[0];
    const words = sentence(error.message);
    if (!places.includes(place)) {
      show(one("form-fault"), error.path ? `${error.path}: ${words}` : words);
      say(words);
      continue;
    }
    const isInner = error.path !== place && error.path !== "video.url";
    show(one(`${place}-fault`), isInner ? `${error.path}: ${words}` : words);
    for (let box = one(`${place}-fault`).closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const input = field(place);
    input?.setAttribute("aria-invalid", "true");
    input?.setAttribute("aria-describedby", `${place}-fault`);
    input?.focus();
    say(words);
  }
}

function field(place) {
  if (place === "video") return one("url");
  if (place === "segment_definitions") return one("definitions").querySelector("input") ?? one("definitions-json");
  return one(place);
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function dropping() {
  const veil = one("drop-veil");
  let depth = 0;
  const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (!hasFile(event)) return;
    depth += 1;
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (hasFile(event) && --depth <= 0) veil.hidden = true;
  });
  document.addEventListener("dragover", (event) => { if (hasFile(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    [depth, veil.hidden] = [0, true];
    const file = event.dataTransfer.files[0];
    if (!file || sending) return;
    if (one("ask").hidden) location.hash = "#/";
    choose(file);
  });
}
