// A photo on which boxes are drawn: with the mouse, a finger or the keyboard. Boxes are
// [left, top, width, height] as fractions of the upright photo.

const STEP = 0.01;
const SMALLEST = 0.005;
const CORNERS = ["nw", "ne", "sw", "se"];

/** A stage with its boxes. `boxes` belongs to the caller; `changed` is called after each change. */
export function stage({ source, name, boxes, changed }) {
  const frame = document.createElement("div");
  frame.className = "stage";
  frame.dataset.keys = "";
  const image = document.createElement("img");
  image.src = source;
  image.alt = `${name}，没有遮盖的原图`;
  image.draggable = false;
  frame.append(image);

  // The box that was touched last, which the button deletes.
  let chosen = -1;
  const draw = (focus = -1) => {
    chosen = focus;
    frame.querySelectorAll(".box").forEach((box) => box.remove());
    boxes.forEach((box, index) => frame.append(boxElement(box, index)));
    if (focus >= 0) frame.querySelectorAll(".box")[focus]?.focus();
  };

  const boxElement = (box, index) => {
    const made = document.createElement("div");
    made.className = "box";
    made.tabIndex = 0;
    made.setAttribute("role", "group");
    made.setAttribute("aria-roledescription", "遮盖框");
    place(made, box);
    describe(made, box, index);
    for (const corner of CORNERS) {
      const handle = document.createElement("span");
      handle.className = `handle handle-${corner}`;
      handle.dataset.corner = corner;
      made.append(handle);
    }
    made.addEventListener("keydown", (event) => byKey(event, made, index));
    made.addEventListener("focus", () => (chosen = index));
    made.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      made.focus();
      drag(event, made, index, event.target.dataset.corner ?? "move");
    });
    return made;
  };

  const byKey = (event, made, index) => {
    const box = boxes[index];
    const step = event.altKey ? STEP / 5 : STEP;
    const [across, down] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
    if (across || down) {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) {
        box[2] = clamp(box[2] + across, SMALLEST, 1 - box[0]);
        box[3] = clamp(box[3] + down, SMALLEST, 1 - box[1]);
      } else {
        box[0] = clamp(box[0] + across, 0, 1 - box[2]);
        box[1] = clamp(box[1] + down, 0, 1 - box[3]);
      }
      place(made, box);
      describe(made, box, index);
      changed();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      event.stopPropagation();
      remove(index);
    } else if (event.key === "Escape") {
      frame.closest(".picture")?.querySelector("[data-add]")?.focus();
    }
  };

  const remove = (index) => {
    boxes.splice(index, 1);
    draw(Math.min(index, boxes.length - 1));
    if (!boxes.length) frame.closest(".picture")?.querySelector("[data-add]")?.focus();
    changed();
  };

  /** Follows the pointer from `start` on and changes the box as `how` says. */
  const drag = (start, made, index, how) => {
    if (start.button !== 0) return;
    start.preventDefault();
    const area = frame.getBoundingClientRect();
    const before = [...boxes[index]];
    made.setPointerCapture(start.pointerId);
    const move = (event) => {
      const across = (event.clientX - start.clientX) / area.width;
      const down = (event.clientY - start.clientY) / area.height;
      boxes.splice(index, 1, dragged(before, how, across, down));
      place(made, boxes[index]);
    };
    const end = () => {
      made.removeEventListener("pointermove", move);
      made.removeEventListener("pointerup", end);
      made.removeEventListener("pointercancel", end);
      describe(made, boxes[index], index);
      changed();
    };
    made.addEventListener("pointermove", move);
    made.addEventListener("pointerup", end);
    made.addEventListener("pointercancel", end);
  };

  frame.addEventListener("pointerdown", (start) => {
    // A finger scrolls the page unless drawing is switched on; a mouse or pen always draws.
    if (start.button !== 0 || (start.pointerType === "touch" && !frame.classList.contains("draws"))) return;
    start.preventDefault();
    const area = frame.getBoundingClientRect();
    const from = [(start.clientX - area.left) / area.width, (start.clientY - area.top) / area.height];
    const fresh = document.createElement("div");
    fresh.className = "box is-fresh";
    frame.append(fresh);
    frame.setPointerCapture(start.pointerId);
    let box = null;
    const move = (event) => {
      const upto = [clamp((event.clientX - area.left) / area.width, 0, 1), clamp((event.clientY - area.top) / area.height, 0, 1)];
      box = [Math.min(from[0], upto[0]), Math.min(from[1], upto[1]), Math.abs(upto[0] - from[0]), Math.abs(upto[1] - from[1])];
      place(fresh, box);
    };
    const end = () => {
      frame.removeEventListener("pointermove", move);
      frame.removeEventListener("pointerup", end);
      frame.removeEventListener("pointercancel", end);
      fresh.remove();
      // A click is no box.
      if (!box || box[2] < SMALLEST || box[3] < SMALLEST) return;
      boxes.push(box);
      draw(boxes.length - 1);
      changed();
    };
    frame.addEventListener("pointermove", move);
    frame.addEventListener("pointerup", end);
    frame.addEventListener("pointercancel", end);
  });

  draw();
  return {
    frame,
    /** A box in the middle, for the keyboard. */
    add() {
      boxes.push([0.4, 0.4, 0.2, 0.2]);
      draw(boxes.length - 1);
      changed();
    },
    /** Deletes the box that was touched last, else the newest. */
    removeChosen() {
      if (boxes.length) remove(boxes[chosen] ? chosen : boxes.length - 1);
    },
    drawByTouch(on) {
      frame.classList.toggle("draws", on);
    },
  };
}

function dragged([left, top, width, height], how, across, down) {
  if (how === "move") return [clamp(left + across, 0, 1 - width), clamp(top + down, 0, 1 - height), width, height];
  let [right, bottom] = [left + width, top + height];
  if (how.includes("w")) left = clamp(left + across, 0, right - SMALLEST);
  else right = clamp(right + across, left + SMALLEST, 1);
  if (how.includes("n")) top = clamp(top + down, 0, bottom - SMALLEST);
  else bottom = clamp(bottom + down, top + SMALLEST, 1);
  return [left, top, right - left, bottom - top];
}

function place(made, [left, top, width, height]) {
  made.style.left = `${left * 100}%`;
  made.style.top = `${top * 100}%`;
  made.style.width = `${width * 100}%`;
  made.style.height = `${height * 100}%`;
}

function describe(made, box, index) {
  const [left, top, width, height] = box.map((part) => `百分之${Math.round(part * 100)}`);
  made.setAttribute("aria-label", `遮盖框 ${index + 1}：左${left}，上${top}，宽${width}，高${height}`);
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
