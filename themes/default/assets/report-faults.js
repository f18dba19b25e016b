// Faults, said twice: in a summary with links, and at each field.
import { clone, fill } from "./report-words.js";
import { form } from "./report-fields.js";

export function clearFaults() {
  const summary = form.parentNode.querySelector(".error-summary");
  if (summary) summary.remove();
  form.querySelectorAll(".field-error[id^=error-]").forEach(function (p) { p.remove(); });
  form.querySelectorAll("[aria-invalid]").forEach(function (field) {
    field.removeAttribute("aria-invalid");
    const hint = document.getElementById("hint-" + field.name);
    if (hint) field.setAttribute("aria-describedby", hint.id);
    else field.removeAttribute("aria-describedby");
  });
}

function mark(name, text) {
  const field = document.getElementById(name);
  if (!field || !form.contains(field)) return false;
  const p = document.createElement("p");
  p.className = "field-error";
  p.id = "error-" + name;
  p.textContent = text;
  if (field.tagName === "FIELDSET") {
    field.querySelector("legend").after(p);
    return true;
  }
  (field.closest(".tick") || field).before(p);
  field.setAttribute("aria-invalid", "true");
  const hint = document.getElementById("hint-" + name);
  field.setAttribute("aria-describedby", p.id + (hint ? " " + hint.id : ""));
  return true;
}

/** Shows a box of faults over the form. `retry` and `forget` add the buttons for them. */
export function showFaults(title, text, faults, retry, forget) {
  clearFaults();
  const box = clone("report-failed");
  fill(box, "title", title);
  fill(box, "text", text || "");
  box.querySelector('[data-fill="text"]').hidden = !text;
  const list = box.querySelector("ul");
  list.hidden = !faults.length;
  faults.forEach(function (fault) {
    const item = document.createElement("li");
    const known = mark(fault.field, fault.detail);
    const place = document.createElement(known ? "a" : "span");
    if (known) {
      place.href = "#" + fault.field;
      place.addEventListener("click", function (event) {
        event.preventDefault();
        const field = document.getElementById(fault.field);
        (field.tagName === "FIELDSET" ? field.querySelector("input") : field).focus();
      });
    }
    place.textContent = fault.detail;
    item.append(place);
    list.append(item);
  });
  box.querySelector(".actions").hidden = !retry;
  if (retry) {
    box.querySelector("[data-retry]").addEventListener("click", retry);
    box.querySelector("[data-forget]").addEventListener("click", function () { forget(box); });
  }
  form.parentNode.prepend(box);
  box.focus();
}
