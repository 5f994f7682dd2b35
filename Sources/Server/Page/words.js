// How times, sizes and codes are put for people.

/** 75.5 is 1:15.5, and 75 is 1:15; hours only where there are some. */
export function clock(seconds, places = 1) {
  const scale = 10 ** places;
  const total = Math.round(Math.max(0, seconds) * scale);
  const [whole, part] = [Math.floor(total / scale), total % scale];
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  const front = hours ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${front}:${two(rest)}${part ? `.${String(part).padStart(places, "0")}` : ""}`;
}

/** From when to when. */
export const stretch = (range) => `${clock(range.start_from_zero)} – ${clock(range.end_from_zero)}`;

/** How long, in words that are read aloud well. */
export function length(seconds) {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function size(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (bytes >= 1000 && unit < units.length - 1) [bytes, unit] = [bytes / 1000, unit + 1];
  return `${unit && bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

/** When something was, as this browser's people write it. */
export function moment(text) {
  const date = new Date(text);
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString([], isToday
    ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

export const plural = (count, word, words = `${word}s`) => `${count} ${count === 1 ? word : words}`;

/** A word of a document, without the lines under it. */
export const plain = (word) => word.replaceAll("_", " ");

export const states = {
  queued: "Waiting", running: "At work", done: "Done", failed: "Failed", cancelled: "Cancelled", superseded: "Replaced",
};

export const isOver = (state) => ["done", "failed", "cancelled", "superseded"].includes(state);

export const stages = {
  fetching: "Fetching the video", looking: "Watching the pictures", listening: "Listening to what is said",
  asking: "Asking the model", writing: "Writing the lists and pictures",
};

/** Which API a task came by. */
export const apis = {
  twelvelabs: "TwelveLabs’ API", bibigpt: "BibiGPT’s API", dumplingai: "DumplingAI’s API", native: "Shotlog’s own API",
};

/** The last part of an address or path. */
export function shortName(name) {
  if (!/^[a-z]+:\/\//i.test(name)) return name;
  const path = name.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  const last = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last) || name;
  } catch {
    return last || name;
  }
}
