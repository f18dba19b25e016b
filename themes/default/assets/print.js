// What is folded is printed too, where the style sheet alone cannot open it.
window.addEventListener("beforeprint", function () {
  document.querySelectorAll("details").forEach(function (part) { part.open = true; });
});

window.addEventListener("afterprint", function () {
  delete document.documentElement.dataset.printOnly;
});

// Shows the print button where printing exists; WeChat's browser has no window.print.
if (typeof window.print === "function" && !/MicroMessenger/i.test(navigator.userAgent)) {
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      // A name asks for that part of the page alone.
      const part = button.dataset.print;
      if (part) document.documentElement.dataset.printOnly = part;
      window.print();
    });
  });
}
