// Elements are made here and nowhere else, and words become text: nothing that comes from a video, a model or a file's
// name is ever read as HTML.

const one = (id) => document.getElementById(id);

/** Makes an element: attributes, `on…` listeners, and children that are elements or words. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** What stands in an element for data; nothing if there is none. */
function island(name, missing) {
  const element = one(name);
  return element ? JSON.parse(element.textContent) : missing;
}

/** The names and values that are known, in two columns. */
function facts(pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return rows.length ? make("dl", { class: "facts" }, rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value)))) : null;
}

/** The mark of Shotlog. */
function mark() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("aria-hidden", "true");
  for (const [x, width, opacity] of [[2, 12, 1], [16, 5, 0.45], [23, 7, 0.75]]) {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ x, y: 7, width, height: 18, rx: 2, opacity })) bar.setAttribute(key, value);
    svg.append(bar);
  }
  return svg;
}
