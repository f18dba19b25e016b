// Where the resident stands, if they say so: about a hundred metres are enough to find a corner, and
// more would say too much.
import { word } from "./report-words.js";
import { extra } from "./report-fields.js";

const PATIENCE = 15000;

/** Makes the button in `box` work; without positions it stays hidden. */
export function offerPosition(box) {
  const button = box.querySelector("[data-position]");
  const undo = box.querySelector("[data-position-undo]");
  const said = box.querySelector("[data-position-said]");
  if (!navigator.geolocation || !window.isSecureContext) return;
  box.hidden = false;

  function set(location, key) {
    extra.location = location;
    said.textContent = key ? word(key) : "";
    undo.hidden = !location;
    button.hidden = Boolean(location);
  }

  button.addEventListener("click", function () {
    said.textContent = word("position_asking");
    navigator.geolocation.getCurrentPosition(
      function (position) {
        const coarse = function (degrees) { return Number(degrees.toFixed(3)); };
        set({ lat: coarse(position.coords.latitude), lon: coarse(position.coords.longitude), datum: "wgs84" }, "position_taken");
      },
      function (fault) { set(null, fault.code === 1 ? "position_denied" : "position_failed"); },
      { enableHighAccuracy: false, timeout: PATIENCE, maximumAge: 60000 },
    );
  });
  undo.addEventListener("click", function () {
    set(null, "");
    button.focus();
  });
}
