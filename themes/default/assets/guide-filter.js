// Narrows the list of guides while one types; ?q= from the home page starts it.
// Words may be missing a character or come in another order: what shares most pairs of characters stays.
const form = document.querySelector("[data-guide-filter]");

function plain(text) {
  return (text.normalize ? text.normalize("NFKC") : text).toLowerCase().replace(/[\s，。、,.·（）()“”"']/g, "");
}

function pairs(text) {
  if (text.length < 2) return [text];
  const found = [];
  for (let i = 0; i + 1 < text.length; i += 1) found.push(text.slice(i, i + 2));
  return found;
}

// 1 for a literal hit, else the share of the query's pairs that occur.
function score(query, words) {
  if (words.indexOf(query) >= 0) return 1;
  const wanted = pairs(query);
  return wanted.filter(function (p) { return words.indexOf(p) >= 0; }).length / wanted.length;
}

if (form) {
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const groups = Array.from(document.querySelectorAll(".guide-group"));
  const items = Array.from(document.querySelectorAll(".guide-item")).map(function (element) {
    return { element: element, words: plain(element.textContent + " " + element.dataset.words) };
  });

  const narrow = function () {
    const query = plain(input.value);
    const scores = items.map(function (item) { return query ? score(query, item.words) : 1; });
    // A literal hit anywhere makes near misses noise.
    const best = scores.indexOf(1) >= 0 ? 1 : 0.5;
    // A guide may stand under several topics and still counts once.
    const found = new Set();
    items.forEach(function (item, i) {
      const stays = scores[i] >= best;
      item.element.hidden = !stays;
      if (stays) found.add(item.element.querySelector("a").href);
    });
    const nothing = found.size === 0;
    if (nothing) items.forEach(function (item) { item.element.hidden = false; });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector(".guide-item:not([hidden])");
    });
    status.textContent = !query ? "" : nothing ? status.dataset.none : status.dataset.found.replace("{n}", found.size);
  };

  let waiting = 0;
  input.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 120);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    narrow();
    const address = input.value ? "?q=" + encodeURIComponent(input.value) : location.pathname;
    history.replaceState(null, "", address);
  });
  input.value = new URLSearchParams(location.search).get("q") || "";
  narrow();
}
