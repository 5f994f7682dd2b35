// Elements are made here and nowhere else, and words become text: nothing that comes from a video, a model or a file's
// name is ever read as HTML.

export const one = (id) => document.getElementById(id);

/** Makes an element: attributes, `on…` listeners, and children that are elements or words. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Says something to those who do not see the page. */
export function say(words) {
  const place = one("say");
  if (place.textContent !== words) place.textContent = words;
}

/** Shows words in an element, or hides it. */
export function show(element, words) {
  element.hidden = !words;
  element.textContent = words ?? "";
}

/** Asks before something is lost; true if it may be. */
export function sure(title, text, yes) {
  const dialog = one("sure");
  one("sure-title").textContent = title;
  one("sure-text").textContent = text;
  one("sure-yes").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}
