// How times, sizes and codes are put for people.

/** 75.5 is 1:15.5, and 75 is 1:15; hours only where there are some. */
function clock(seconds, places = 1) {
  const scale = 10 ** places;
  const total = Math.round(Math.abs(seconds) * scale);
  const [whole, part] = [Math.floor(total / scale), total % scale];
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  const front = hours ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${seconds < 0 && total ? "−" : ""}${front}:${two(rest)}${part ? `.${String(part).padStart(places, "0")}` : ""}`;
}

/** From when to when. */
const stretch = ([start, end]) => `${clock(start)} – ${clock(end)}`;

/** How long, in words that are read aloud well. */
function length(seconds) {
  if (seconds < 59.95) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function size(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let number = bytes;
  while (number >= 999.5 && unit < units.length - 1) [number, unit] = [number / 1000, unit + 1];
  return `${unit && number < 10 ? number.toFixed(1) : Math.round(number)} ${units[unit]}`;
}

/** Thousands are parted, as everywhere in the world but differently. */
const number = (count) => count.toLocaleString("en").replaceAll(",", "\u202f");

const plural = (count, word, words = `${word}s`) => `${number(count)} ${count === 1 ? word : words}`;

/** A word of a document, without the lines under it. */
const plain = (word) => word.replaceAll("_", " ");

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** Dollars, with as many places as there is something to see. */
const dollars = (cost) => `$${cost >= 1 || cost === 0 ? cost.toFixed(2) : cost.toPrecision(2)}`;

/** Why a border lies where it does. */
const reasons = {
  range_edge: "edge of what was looked at", cut: "a cut", gradual: "a gradual transition", scene: "a change of scene",
  black: "black", freeze: "a frozen picture", silence: "silence", text_edge: "a line of text", chapter: "a chapter",
  still_frame: "a still moment", even_length: "even length", chunk: "chunk", given: "as given",
};

/** What a video is, in a line. */
function about(video) {
  return [
    length(video.duration), video.width && video.height ? `${video.width} × ${video.height}` : null,
    video.rate ? `${Math.round(video.rate * 100) / 100} pictures/s` : null,
    video.sound === undefined ? null : video.sound ? "with sound" : "without sound",
  ].filter(Boolean);
}
