// Kinds of moments to look for: a list for people, or JSON for those who want everything.
import { make, one } from "./dom.js";

const types = { string: "words", number: "a number", boolean: "yes or no", timestamp: "a time" };
let count = 0;

/** An empty list with one row. */
export function start() {
  one("definition-add").addEventListener("click", () => add().querySelector("input").focus());
  if (!one("definitions").children.length) add();
}

/** Puts definitions into the list; those that it cannot show become JSON. */
export function fill(definitions) {
  one("definitions").replaceChildren();
  one("definitions-json").value = "";
  const isSimple = definitions.every((one) =>
    Object.keys(one).every((key) => ["id", "description", "fields"].includes(key)) &&
    (one.fields ?? []).every((field) => Object.keys(field).every((key) => ["name", "type", "description"].includes(key)) && types[field.type]));
  if (isSimple) definitions.forEach(add);
  else {
    add();
    one("definitions-json").value = JSON.stringify(definitions, null, 2);
    one("definitions-box").open = true;
  }
}

/** What is to be looked for, as a request has it. */
export function read() {
  const json = one("definitions-json").value.trim();
  if (json) return JSON.parse(json);
  return [...one("definitions").children].map((row) => {
    const value = (name) => row.querySelector(`[data-part=${name}]`).value.trim();
    const definition = { id: value("id"), description: value("description") };
    const fields = [...row.querySelectorAll(".definition-field")].map((line) => {
      const part = (name) => line.querySelector(`[data-part=${name}]`).value.trim();
      return { name: part("name"), type: part("type"), description: part("about") };
    });
    if (fields.length) definition.fields = fields;
    return definition;
  });
}

function add(definition = {}) {
  const number = ++count;
  const fields = make("div", { class: "definition-fields" });
  const addField = (field = {}) => {
    const line = make("div", { class: "definition-field" },
      make("input", { type: "text", "data-part": "name", "aria-label": "Name of the detail", placeholder: "detail", value: field.name }),
      make("select", { "data-part": "type", "aria-label": "What the detail is" },
        Object.entries(types).map(([type, words]) => make("option", { value: type, selected: field.type === type }, words))),
      make("input", { type: "text", "data-part": "about", "aria-label": "What the detail says", placeholder: "what it says", value: field.description }),
      remove("Remove this detail", () => line));
    fields.append(line);
    return line;
  };
  const row = make("li", { class: "definition" },
    make("div", { class: "definition-head" },
      make("div", { class: "field" },
        make("label", { for: `definition-${number}-id` }, "Short name"),
        make("input", { type: "text", id: `definition-${number}-id`, "data-part": "id", placeholder: "goal", value: definition.id, autocomplete: "off" })),
      make("div", { class: "field" },
        make("label", { for: `definition-${number}-text` }, "What to look for"),
        make("input", { type: "text", id: `definition-${number}-text`, "data-part": "description", placeholder: "The ball enters the goal", value: definition.description })),
      remove("Remove this kind of moment", () => row)),
    fields,
    make("button", { type: "button", class: "plain", onclick: () => addField().querySelector("input").focus() }, "Add a detail to tell of each"));
  for (const field of definition.fields ?? []) addField(field);
  one("definitions").append(row);
  return row;
}

function remove(words, row) {
  return make("button", {
    type: "button", class: "icon", "aria-label": words, title: words,
    onclick: () => {
      row().remove();
      if (!one("definitions").children.length) add();
      one("definition-add").focus();
    },
  }, "×");
}
