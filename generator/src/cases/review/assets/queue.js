import { keysAreFree, undo } from "./ask.js";

const button = document.getElementById("undo");
button.addEventListener("click", () => undo(button.dataset.query));
document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  // Only what an id may hold goes into the address.
  const id = document.getElementById("id").value.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, 15);
  location.assign(`/find?id=${id}`);
});
document.addEventListener("keydown", (event) => {
  if (!keysAreFree(event)) return;
  if (event.key === "u") undo(button.dataset.query);
  if (event.key === "j") document.querySelector(".row")?.click();
});
