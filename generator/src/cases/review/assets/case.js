// A case on the desk: edits are kept here, every change asks the desk what would be published now, and a
// decision is sent with the digest of exactly that.
import { ask, keysAreFree, say, undo, why } from "./ask.js";
import { stage } from "./photos.js";
import { element, textRow } from "./words.js";

const data = JSON.parse(document.getElementById("data")?.textContent || "null");
const byId = (id) => document.getElementById(id);
const EXTENTS = { photos: "文字和照片", words: "只公开文字", facts: "只公开办理情况" };
const ROLES = { before: "处置前", after: "处置后" };

if (data?.view) work();
byId("undo").addEventListener("click", () => undo(byId("undo").dataset.query));
document.addEventListener("keydown", walk);

function walk(event) {
  if (!keysAreFree(event)) return;
  const goes = { j: "next", k: "previous", q: "back" }[event.key];
  if (goes) byId(goes)?.click();
  if (event.key === "u") undo(byId("undo").dataset.query);
}

function work() {
  let view = data.view;
  let asked = 0;
  let waiting = null;
  let extent = null;
  let busy = false;
  const switches = {};
  for (const field of view.fields) switches[field.key] = fresh(data.edits.switches?.[field.key]);
  const saved = new Map((data.edits.photos?.order ?? []).map((picture) => [picture.file, picture]));
  const pictures = view.photos.map((photo) => ({
    number: photo.number,
    file: photo.file,
    role: photo.role,
    redact: photo.redact.map((box) => [...box]),
    alt: photo.alt,
    shown: photo.shown,
    switches: fresh(saved.get(photo.file)?.switches),
  }));
  const rows = new Map();
  const cards = new Map();

  function edits() {
    const used = Object.entries(switches).filter(([, one]) => one.shown.length || one.hidden.length);
    const order = pictures
      .filter((picture) => picture.shown)
      .map(({ file, role, redact, alt, switches }) => ({ file, role, redact, ...(alt.trim() ? { alt: alt.trim() } : {}), switches }));
    return {
      switches: Object.fromEntries(used),
      ...(pictures.length ? { photos: { of: data.view.photos_seen, order } } : {}),
    };
  }

  /** Asks what would be published now. Until the answer is there nothing can be decided. */
  function changed(edit) {
    if (edit !== undefined) say("");
    clearTimeout(waiting);
    asked += 1;
    setBusy(true);
    waiting = setTimeout(refresh, 120);
  }

  async function refresh() {
    const mine = asked;
    const answer = await ask(`/cases/${data.id}/preview`, edits());
    // A later change asks again; only the last answer counts.
    if (mine !== asked) return;
    if (!answer.ok) {
      say(why(answer));
      return;
    }
    view = answer.body;
    setBusy(false);
    update();
  }

  function setBusy(on) {
    busy = on;
    document.body.toggleAttribute("data-busy", on);
    offer();
  }

  function update() {
    for (const field of view.fields) rows.get(field.key)?.update(field, switches[field.key]);
    for (const photo of view.photos) cards.get(photo.file)?.update(photo);
    reasons();
    extents();
    published();
    offer();
  }

  function reasons() {
    byId("whys").replaceChildren(...view.why.map(({ weight, text }) => element("li", weight, text)));
  }

  function drawFields() {
    const place = byId("fields");
    byId("words").hidden = !view.fields.length;
    for (const field of view.fields) {
      const row = textRow({ heading: field.label, id: `field-${field.key}`, text: field, switches: switches[field.key], changed });
      rows.set(field.key, row);
      place.append(row.row);
    }
  }

  function drawPhotos() {
    byId("photos").hidden = !pictures.length;
    const place = byId("pictures");
    place.replaceChildren(...pictures.map((picture) => card(picture).element));
    arrange();
  }

  function card(picture) {
    const known = cards.get(picture.file);
    if (known) return known;
    const name = `照片 ${picture.number + 1}`;
    const root = element("article", "picture");
    const head = element("div", "picture-head");
    const title = element("h3", "", name);
    title.id = `picture-${picture.number}`;
    root.setAttribute("aria-labelledby", title.id);
    const role = element("select");
    role.setAttribute("aria-label", `${name}是处置前还是处置后`);
    for (const [value, label] of Object.entries(ROLES)) {
      const option = element("option", "", label);
      option.value = value;
      option.selected = value === picture.role;
      role.append(option);
    }
    role.addEventListener("change", () => {
      picture.role = role.value;
      changed();
    });
    const show = tick("公开这一张", picture.shown, (on) => {
      picture.shown = on;
      root.classList.toggle("stays", !on);
      changed();
    });
    const earlier = small("往前", () => move(picture, -1));
    const later = small("往后", () => move(picture, 1));
    earlier.setAttribute("aria-label", `${name}往前移`);
    later.setAttribute("aria-label", `${name}往后移`);
    head.append(title, role, show, earlier, later);

    const board = stage({ source: `/cases/${data.id}/photos/${picture.number}`, name, boxes: picture.redact, changed });
    const tools = element("div", "picture-tools");
    const add = small("加框", () => board.add());
    add.dataset.add = "";
    add.setAttribute("aria-label", `${name}加框`);
    const drop = small("删框", () => board.removeChosen());
    drop.setAttribute("aria-label", `${name}删框`);
    drop.disabled = !picture.redact.length;
    const touch = tick("手指画框", false, (on) => board.drawByTouch(on));
    touch.classList.add("touch-only");
    tools.append(add, drop, touch);

    const made = element("figure", "finished");
    const caption = element("figcaption", "", "公开的照片");
    const image = element("img");
    const fault = element("p", "fault");
    made.append(caption, image, fault);

    const label = element("label", "alt-label", "照片说明（给看不见照片的人）");
    const alt = element("textarea");
    alt.rows = 2;
    alt.maxLength = 200;
    alt.value = picture.alt;
    alt.id = `alt-${picture.number}`;
    label.htmlFor = alt.id;
    const words = element("div", "alt-words");
    alt.addEventListener("input", () => {
      picture.alt = alt.value;
      // Positions in another text mean nothing.
      picture.switches = fresh();
      changed();
    });
    let row = null;
    const update = (photo) => {
      drop.disabled = !picture.redact.length;
      root.classList.toggle("stays", !photo.shown);
      image.hidden = !photo.finished;
      fault.hidden = !photo.fault;
      fault.textContent = photo.fault ?? "";
      if (photo.finished) {
        const source = `/finished/${photo.finished.file}`;
        if (!image.src.endsWith(source)) image.src = source;
        image.width = photo.finished.width;
        image.height = photo.finished.height;
        image.alt = photo.alt_text?.masked ?? "没有写说明";
      }
      caption.textContent = photo.shown ? "公开的照片" : "这一张不公开";
      const text = photo.alt_text;
      const tells = text && (text.findings.length || text.doubtful);
      if (!tells) {
        words.replaceChildren();
        row = null;
      } else if (row) {
        row.update(text, picture.switches);
      } else {
        row = textRow({ heading: "说明", id: `alt-row-${picture.number}`, text, switches: picture.switches, changed, level: "h4" });
        rows.set(`alt-${picture.number}`, row);
        words.replaceChildren(row.row);
      }
    };
    update(view.photos.find((photo) => photo.file === picture.file));
    const sides = element("div", "picture-sides");
    const left = element("div", "picture-work");
    left.append(board.frame, tools);
    sides.append(left, made);
    root.append(head, sides, label, alt, words);
    const whole = { element: root, update, earlier, later };
    cards.set(picture.file, whole);
    return whole;
  }

  function move(picture, step) {
    const from = pictures.indexOf(picture);
    const to = from + step;
    if (to < 0 || to >= pictures.length) return;
    pictures.splice(from, 1);
    pictures.splice(to, 0, picture);
    const { element: root, earlier, later } = cards.get(picture.file);
    const place = byId("pictures");
    place.insertBefore(root, place.children[to + (step > 0 ? 1 : 0)] ?? null);
    arrange();
    (step < 0 ? (earlier.disabled ? later : earlier) : later.disabled ? earlier : later).focus();
    changed();
  }

  function arrange() {
    pictures.forEach((picture, at) => {
      const { earlier, later } = cards.get(picture.file);
      earlier.disabled = at === 0;
      later.disabled = at === pictures.length - 1;
      earlier.hidden = later.hidden = pictures.length < 2;
    });
  }

  function offered() {
    return Object.keys(EXTENTS).filter((name) => view.choices?.[name]);
  }

  function extents() {
    const names = offered();
    byId("result").hidden = !names.length;
    if (!names.includes(extent)) extent = names[0] ?? null;
    byId("extents").replaceChildren(
      ...names.map((name) => {
        const button = element("button", "", EXTENTS[name]);
        button.type = "button";
        button.setAttribute("aria-pressed", String(name === extent));
        button.addEventListener("click", () => {
          extent = name;
          extents();
          published();
          byId("extents").querySelector('[aria-pressed="true"]').focus();
        });
        return button;
      }),
    );
  }

  /** Exactly what a reader would see. */
  function published() {
    const shown = extent && view.choices[extent];
    const place = byId("published");
    if (!shown) {
      place.replaceChildren();
      return;
    }
    const parts = [element("h3", "", shown.title ?? "（不公开标题）")];
    if (shown.place) parts.push(element("p", "place", `地点：${shown.place}`));
    if (shown.photos.length) {
      const pair = element("div", "pair");
      for (const photo of shown.photos) {
        const figure = element("figure");
        const image = element("img");
        image.src = `/finished/${photo.file}`;
        image.width = photo.width;
        image.height = photo.height;
        image.alt = photo.alt;
        figure.append(element("figcaption", photo.role, ROLES[photo.role]), image, element("p", "alt", photo.alt));
        pair.append(figure);
      }
      parts.push(pair);
    }
    for (const [key, label] of [["public_summary", "怎么办的"], ["description", "居民反映"], ["result", "办理结果"]]) {
      if (shown[key]) parts.push(element("h4", "", label), element("p", "", shown[key]));
    }
    place.replaceChildren(...parts);
  }

  function offer() {
    for (const button of document.querySelectorAll("[data-choice]")) {
      const name = button.dataset.choice;
      const published = name in EXTENTS;
      button.disabled = published && (busy || !view.choices?.[name]);
      if (name === "photos") button.hidden = !pictures.length;
    }
    // The first that can be pressed is the one that stands out.
    const buttons = [...document.querySelectorAll("[data-choice]")];
    const main = buttons.find((button) => !button.hidden && button.dataset.choice in EXTENTS && view.choices?.[button.dataset.choice]);
    buttons.forEach((button) => button.classList.toggle("second", button !== main));
  }

  async function decide(choice, note = "") {
    const published = choice in EXTENTS;
    if (document.body.hasAttribute("data-sending")) return;
    if (published && (busy || !view.choices?.[choice])) return;
    document.body.toggleAttribute("data-sending", true);
    const answer = await ask(`/cases/${data.id}/decide${data.query}`, {
      choice,
      stamp: data.stamp,
      digest: published ? view.choices[choice].digest : "",
      edits: edits(),
      note,
    });
    document.body.toggleAttribute("data-sending", false);
    if (answer.ok) {
      location.assign(answer.body.next);
    } else if (answer.status === 409) {
      // Shown anew, as it is now.
      sessionStorage.setItem("jiayuan-says", why(answer));
      location.reload();
    } else {
      say(why(answer));
    }
  }

  const dialog = byId("send-back");
  function choose(choice) {
    if (choice !== "send-back") decide(choice);
    else dialog.showModal();
  }
  dialog.addEventListener("close", () => {
    const note = byId("note").value.trim();
    if (dialog.returnValue === "send" && note) decide("send-back", note);
    dialog.returnValue = "";
  });
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close("cancel"));
  for (const button of document.querySelectorAll("[data-choice]")) button.addEventListener("click", () => choose(button.dataset.choice));

  byId("hide-words").addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = byId("hide-text").value;
    const found = [...rows.values()].map((row) => row.hideEach(wanted)).reduce((sum, count) => sum + count, 0);
    say(found ? `遮住了 ${found} 处。` : "文字里没有这几个字。", found > 0);
    if (!found) return;
    byId("hide-text").value = "";
    changed();
  });

  const help = byId("help");
  byId("help-open").addEventListener("click", () => help.showModal());
  const keysOn = byId("keys-on");
  keysOn.checked = localStorage.getItem("jiayuan-keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("jiayuan-keys", keysOn.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    if (!keysAreFree(event)) return;
    const button = document.querySelectorAll("[data-choice]")[Number(event.key) - 1];
    // Taken, so that a key that opens a dialog is not typed into it as well.
    const act = (work) => {
      event.preventDefault();
      work();
    };
    if (event.key === "m") act(() => [...rows.values()].some((row) => row.hideSelected()));
    else if (event.key === "?") act(() => help.showModal());
    else if (button && !button.hidden && !button.disabled) act(() => button.click());
  });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const inside = !selection.isCollapsed && [...rows.values()].some((row) => row.original.contains(selection.anchorNode));
    hider.hidden = !inside;
  });
  const hider = small("遮住选中的文字", () => [...rows.values()].some((row) => row.hideSelected()));
  hider.classList.add("hider");
  hider.hidden = true;
  // Pressing it must not drop the selection first.
  hider.addEventListener("pointerdown", (event) => event.preventDefault());
  byId("decide").querySelector(".tools").prepend(hider);

  drawFields();
  drawPhotos();
  reasons();
  extents();
  published();
  offer();
  const says = sessionStorage.getItem("jiayuan-says");
  if (says) {
    sessionStorage.removeItem("jiayuan-says");
    say(says);
  }
}

function fresh(switches) {
  return {
    shown: (switches?.shown ?? []).map((span) => ({ ...span })),
    hidden: (switches?.hidden ?? []).map((span) => ({ ...span })),
  };
}

function small(text, press) {
  const button = element("button", "small", text);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

function tick(text, checked, changed) {
  const label = element("label", "tick");
  const box = element("input");
  box.type = "checkbox";
  box.checked = checked;
  box.addEventListener("change", () => changed(box.checked));
  label.append(box, ` ${text}`);
  return label;
}
