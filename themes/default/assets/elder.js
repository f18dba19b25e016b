// 长者模式: the checkbox alone works for the page at hand; this remembers it from page to page.
// A classic script in <head>, so that the size is right before anything is drawn.
(function () {
  var root = document.documentElement;
  var key = "jiayuan-elder";
  var on = false;
  try {
    on = localStorage.getItem(key) === "1";
  } catch (e) {
    // Some in-app browsers keep nothing. The switch still works for this page.
  }
  if (on) root.classList.add("elder");
  // What module scripts make of a page may be laid out before they come. If one does not come, the
  // page goes back to what it is without scripts.
  if ("noModule" in document.createElement("script")) {
    root.classList.add("scripted");
    document.addEventListener("error", function (event) {
      if (event.target.tagName === "SCRIPT") root.classList.remove("scripted");
    }, true);
  }
  document.addEventListener("DOMContentLoaded", function () {
    var box = document.getElementById("elder");
    if (!box) return;
    box.checked = on;
    box.addEventListener("change", function () {
      root.classList.toggle("elder", box.checked);
      try {
        if (box.checked) localStorage.setItem(key, "1");
        else localStorage.removeItem(key);
      } catch (e) {
        // See above.
      }
    });
  });
})();
