// Moves the edge between 处置前 and 处置后. The theme lays the two over each other wherever scripts
// run; this file gives the edge to mouse, finger and keys, and a button for side by side.
const TAP = 6;

document.querySelectorAll(".compare").forEach(function (box) {
  const frame = box.querySelector(".compare-frame");
  const range = box.querySelector(".compare-range");
  const edge = box.querySelector(".compare-edge");
  const button = box.querySelector(".compare-control button");
  const how = box.querySelector("[data-how]");
  let start = null;
  let dragged = false;

  function cut(percent) {
    const held = Math.min(100, Math.max(0, percent));
    frame.style.setProperty("--cut", held + "%");
    range.setAttribute("aria-valuetext", box.dataset.value.replace("{n}", Math.round(held)));
    box.dataset.hides = held < 20 ? "before" : held > 80 ? "after" : "";
    return held;
  }

  function follow(event) {
    const area = frame.getBoundingClientRect();
    range.value = cut(((event.clientX - area.left) / area.width) * 100);
  }

  function grab(event) {
    dragged = true;
    box.classList.add("is-dragged");
    frame.setPointerCapture(event.pointerId);
    follow(event);
  }

  function letGo() {
    start = null;
    dragged = false;
    box.classList.remove("is-dragged");
  }

  // A finger that goes up or down scrolls the page; one that goes sideways moves the edge.
  frame.addEventListener("pointerdown", function (event) {
    if (event.button !== 0 || !event.isPrimary || box.classList.contains("compare-side")) return;
    start = event;
    if (event.pointerType === "mouse") {
      event.preventDefault();
      grab(event);
      range.focus({ preventScroll: true, focusVisible: false });
    }
  });
  frame.addEventListener("pointermove", function (event) {
    if (!start || event.pointerId !== start.pointerId) return;
    if (dragged) follow(event);
    else if (Math.abs(event.clientX - start.clientX) > TAP) grab(event);
  });
  frame.addEventListener("pointerup", function (event) {
    if (start && !dragged && Math.abs(event.clientY - start.clientY) <= TAP) follow(event);
    letGo();
  });
  frame.addEventListener("pointercancel", letGo);
  frame.querySelectorAll("img").forEach(function (image) { image.draggable = false; });
  range.addEventListener("input", function () { cut(Number(range.value)); });

  function show(side) {
    box.classList.toggle("compare-side", side);
    button.textContent = side ? box.dataset.slide : box.dataset.side;
    how.hidden = side;
  }
  button.addEventListener("click", function () { show(!box.classList.contains("compare-side")); });

  [range, edge].forEach(function (part) { part.hidden = false; });
  cut(50);
  show(false);
});
