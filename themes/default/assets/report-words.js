// Words and pieces of markup that the page carries for its scripts.
const words = {};
document.querySelectorAll("#report-words").forEach(function (box) {
  box.content.querySelectorAll("[data-word]").forEach(function (p) {
    words[p.dataset.word] = p.textContent;
  });
});

/** What to say; `{name}` stands for values. */
export function word(name, values) {
  let text = words[name] || "";
  Object.keys(values || {}).forEach(function (key) { text = text.replace("{" + key + "}", values[key]); });
  return text;
}

// Taken once: the receipt stands where the form and its templates stood.
const templates = {};
document.querySelectorAll("template[id]").forEach(function (template) { templates[template.id] = template.content; });

/** A copy of a template's first element. */
export function clone(id) {
  return templates[id].cloneNode(true).firstElementChild;
}

/** Puts text into the slots of this name. */
export function fill(element, name, text) {
  element.querySelectorAll('[data-fill="' + name + '"]').forEach(function (slot) { slot.textContent = text; });
}

/** An element with a class and a text. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
