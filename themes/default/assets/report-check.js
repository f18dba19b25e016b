// Everything once more before it counts: the answers, the photos, and what became of cases like this.
import { clone, make, word } from "./report-words.js";
import { answers, form } from "./report-fields.js";
import { thumbs } from "./report-photos.js";

const SHOWN = 3;

/** The check step. `confirm` and `back` are called by its buttons. */
export function checkStep(report, photos, confirm, back) {
  const section = clone("report-check");
  const list = section.querySelector(".answers");
  answers(report).forEach(function (answer) {
    const row = make("div");
    row.append(make("dt", "", answer[0]), make("dd", "", answer[1]));
    list.append(row);
  });
  if (photos.length) {
    const row = make("div");
    const said = make("dd");
    said.append(thumbs(photos));
    row.append(make("dt", "", word("photos", { n: photos.length })), said);
    list.append(row);
  }
  section.querySelector("[data-no-phone]").hidden = Boolean(report.phone);
  section.querySelector("[data-confirm]").addEventListener("click", confirm);
  section.querySelector("[data-back]").addEventListener("click", back);
  similar(report, section.querySelector("[data-similar]"));
  return section;
}

/** Published cases of the same category and street, if there are any: their cards from their own page. */
async function similar(report, box) {
  if (!report.category || !report.street) return;
  try {
    const pages = await (await fetch(form.dataset.similar)).json();
    const address = pages[report.category + " " + report.street];
    if (!address) return;
    const text = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const cards = Array.from(page.querySelectorAll(".case-card")).slice(0, SHOWN);
    if (!cards.length) return;
    const list = box.querySelector("[data-similar-list]");
    cards.forEach(function (card) {
      const item = make("li");
      const heading = card.querySelector("h2");
      // On its own page a card stands under the page's heading; here it stands two below.
      const title = make("h4", heading.className);
      title.append.apply(title, Array.from(heading.childNodes));
      title.querySelectorAll("a").forEach(function (link) { link.target = "_blank"; });
      heading.replaceWith(title);
      item.append(document.importNode(card, true));
      list.append(item);
    });
    box.querySelector("[data-similar-all]").href = address;
    box.hidden = false;
  } catch (e) {
    // Nobody is kept from reporting because a page did not come.
  }
}
