// One way to ask the desk for something.

/** Posts JSON. Answers with `ok`, `status` and the answer's `body`; a desk that is not there is status 0. */
export async function ask(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    const text = await answer.text();
    let parsed = null;
    try {
      parsed = text ? JSON.parse(text) : null;
    } catch {
      parsed = null;
    }
    return { ok: answer.ok, status: answer.status, body: parsed };
  } catch {
    return { ok: false, status: 0, body: null };
  }
}

/** What an answer that is not ok means, in a sentence. */
export function why(answer) {
  if (answer.body?.why) return answer.body.why;
  if (answer.status === 0) return "审核台没有回答，可能已经停了。已经确认的决定都在磁盘上；重新运行 jiayuan cases review 再继续。";
  if (answer.status === 401) return "登录已经失效，请重新运行 jiayuan cases review。";
  return "审核台没有接受这次操作，请重新打开这一页再试。";
}

/** Says a sentence on the page. */
export function say(sentence, fine = false) {
  const place = document.getElementById("says");
  if (!place) return;
  place.textContent = sentence;
  place.classList.toggle("fine", fine);
  place.hidden = !sentence;
  if (sentence) place.scrollIntoView({ block: "nearest" });
}

/** Undoes the reviewer's last decision and goes to that case. */
export async function undo(query) {
  const answer = await ask(`/undo${query}`);
  if (answer.ok) location.assign(answer.body.next);
  else say(why(answer));
}

/** Whether single keys may be taken: nothing is being typed, no dialog is open, and they are switched on. */
export function keysAreFree(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (document.querySelector("dialog[open]")) return false;
  if (localStorage.getItem("jiayuan-keys") === "off") return false;
  return !event.target.closest?.("input, textarea, select, [data-keys]");
}
