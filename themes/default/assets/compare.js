// Lays 处置后 over 处置前, with an edge that a slider moves. Side by side stays the default.
document.querySelectorAll(".compare").forEach(function (box) {
  const pair = box.querySelector(".pair");
  if (!pair || pair.classList.contains("pair-single")) return;
  const control = document.createElement("div");
  control.className = "compare-control";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary button-small";
  const range = document.createElement("input");
  range.type = "range";
  range.min = "0";
  range.max = "100";
  range.value = "50";
  range.setAttribute("aria-label", box.dataset.range);
  control.append(button, range);
  box.append(control);

  function show(over) {
    pair.classList.toggle("pair-over", over);
    button.textContent = over ? box.dataset.side : box.dataset.compare;
    range.hidden = !over;
  }
  button.addEventListener("click", function () {
    show(!pair.classList.contains("pair-over"));
  });
  range.addEventListener("input", function () {
    pair.style.setProperty("--cut", range.value + "%");
  });
  show(false);
});
