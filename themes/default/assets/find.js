// The way to the search from every page: the slash key, and search boxes on other pages. What was typed
// travels behind a hash, which no browser sends anywhere.
const KEY = "jiayuan-slash";

/** Whether the slash key leads to the search; it can be switched off on the search page. */
export function slashIsOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch (e) {
    return true;
  }
}

export function switchSlash(on) {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch (e) {
    // A browser that keeps nothing: the key stays on.
  }
}

function isTyping(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

document.addEventListener("keydown", function (event) {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (isTyping(event.target) || !slashIsOn()) return;
  const input = document.querySelector("[data-find] input[type=search]");
  const link = document.querySelector("[data-find-link]");
  if (!input && !link) return;
  event.preventDefault();
  if (input) {
    input.focus();
    input.select();
  } else {
    location.assign(link.href);
  }
});

document.querySelectorAll("[data-find]").forEach(function (form) {
  if (document.querySelector("[data-search]")) return;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    location.assign(form.action + "#q=" + encodeURIComponent(form.querySelector("input[type=search]").value.trim()));
  });
});
