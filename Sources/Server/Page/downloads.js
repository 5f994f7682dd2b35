// The lists that other programs read.
import { make } from "./dom.js";
import { size } from "./words.js";

const names = [
  ["analysis.json", "Everything", "JSON document"], ["segments.html", "Page for people", "HTML"], ["segments.csv", "Table", "CSV"],
  ["segments.vtt", "Chapters for the web", "WebVTT"], ["segments.srt", "Subtitles", "SubRip"], ["segments.edl", "Edit decision list", "CMX 3600"],
  ["segments.otio", "Timeline", "OpenTimelineIO"], ["segments.fcpxml", "Final Cut Pro", "FCPXML"],
  ["segments-xmeml.xml", "Premiere, Final Cut 7", "xmeml"], ["segments-mkvxml.xml", "Chapters for Matroska", "XML"],
  ["segments.ffmeta", "Chapters for FFmpeg", "ffmetadata"], ["segments.jsonl", "Lines of JSON", "JSONL"],
  ["segments.qp", "Key pictures for x264", "qpfile"], ["video", "The video", "as it was fetched"],
];

/** A button for each list of a task. */
export function downloads(task) {
  const files = (task.files ?? []).filter((file) => !/^segment-\d+\.jpg$/.test(file.name));
  const order = (file) => {
    const place = names.findIndex(([name]) => name === file.name);
    return place < 0 ? names.length : place;
  };
  files.sort((one, other) => order(one) - order(other));
  return make("section", { class: "downloads", "aria-labelledby": "downloads-title" }, make("h2", { id: "downloads-title" }, "Take it with you"),
    make("ul", {}, files.map((file) => {
      const [, title, format] = names[order(file)] ?? [file.name, file.name, file.type];
      return make("li", {}, make("a", { class: "download", href: `${file.url}?download`, download: file.name },
        make("span", {}, title), make("small", {}, `${format} · ${size(file.size)}`)));
    })));
}
