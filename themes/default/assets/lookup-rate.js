// A resident's word on a closing: solved or not, how satisfied, and whatever else. Said once for each
// closing; "not fixed" takes the case up again.

/** The form for one report. `done` gets the report as it stands afterwards; `word` says things. */
export function rateForm(report, asked, api, word, done) {
  const section = document.getElementById("lookup-rate").content.cloneNode(true).firstElementChild;
  const form = section.querySelector("form");
  const said = section.querySelector("[data-rate-said]");
  // Several reports may stand on one page: every field needs an id of its own.
  section.querySelectorAll("[id], [for], [aria-labelledby], [name]").forEach(function (element) {
    ["id", "for", "aria-labelledby"].forEach(function (name) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name) + "-" + report.receipt);
    });
  });
  let busy = false;

  function chosen(name) {
    const found = form.querySelector('[name="' + name + '"]:checked');
    return found ? found.value : "";
  }

  function fault(text) {
    said.className = "field-error";
    said.textContent = text;
  }

  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    if (busy) return;
    const resolved = chosen("resolved");
    const satisfied = chosen("satisfied");
    if (!resolved || !satisfied) {
      fault(word(resolved ? "need_satisfied" : "need_resolved"));
      form.querySelector('[name="' + (resolved ? "satisfied" : "resolved") + '"]').focus();
      return;
    }
    busy = true;
    said.className = "waiting";
    said.textContent = word("rate_sending");
    try {
      const answer = await fetch(api + "/feedback", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang },
        body: JSON.stringify({
          phone: asked.phone,
          code: asked.code,
          receipt: report.receipt,
          resolved: resolved === "true",
          satisfied: satisfied,
          comment: form.elements.comment.value.trim(),
        }),
      });
      const body = await answer.json();
      if (answer.ok) done(body, resolved === "true");
      else fault((body.errors && body.errors[0] && body.errors[0].detail) || body.detail || word("failed_text"));
    } catch (e) {
      fault(word("failed_text"));
    } finally {
      busy = false;
    }
  });
  return section;
}
