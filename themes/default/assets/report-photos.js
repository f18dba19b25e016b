// The photos of a report: chosen, shown, taken out again, and sent once there is a receipt. Each has
// its own state, so that one that fails holds nothing else up.
import { clone, fill, make, word } from "./report-words.js";
import { prepare } from "./photo-prepare.js";

export const MOST = 6;
const AT_ONCE = 2;

/** One list of photos on the page. `changed` hears of every change. */
export function photoList(box, changed) {
  const photos = [];
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-photo-list]");
  const said = box.querySelector("[data-photo-said]");
  let sent = 0;
  let receipt = null;
  let running = Promise.resolve();

  function room() {
    return MOST - sent - photos.filter(function (photo) { return photo.state !== "done"; }).length;
  }

  function draw(photo) {
    const item = photo.item;
    item.dataset.state = photo.state;
    const image = item.querySelector("img");
    image.hidden = !photo.thumb;
    if (photo.thumb) image.src = photo.thumb;
    const bar = item.querySelector("progress");
    bar.hidden = photo.state !== "sending";
    bar.value = photo.progress || 0;
    fill(item, "state", photo.fault ? word("photo_" + photo.fault) || photo.fault : word("photo_" + photo.state));
    item.querySelector("[data-remove]").hidden = photo.state === "sending" || photo.state === "done";
    item.querySelector("[data-again]").hidden = photo.state !== "failed" || !receipt;
    box.querySelector("[data-choose]").hidden = room() < 1;
    changed();
  }

  function remove(photo) {
    photos.splice(photos.indexOf(photo), 1);
    photo.item.remove();
    number();
    box.querySelector("[data-choose]").hidden = room() < 1;
    changed();
    input.focus();
  }

  function number() {
    photos.forEach(function (photo, i) {
      const title = word("photo_number", { n: sent + i + 1 });
      photo.item.querySelector("img").alt = title;
      fill(photo.item, "number", title);
    });
  }

  function add(photo) {
    photo.item = clone("report-photo");
    photo.item.querySelector("[data-remove]").addEventListener("click", function () { remove(photo); });
    photo.item.querySelector("[data-again]").addEventListener("click", function () { api.send(receipt); });
    photos.push(photo);
    list.append(photo.item);
    number();
    draw(photo);
  }

  async function choose(files) {
    said.textContent = "";
    const faults = [];
    for (let i = 0; i < files.length; i += 1) {
      if (room() < 1) {
        faults.push(word("photo_too_many", { n: MOST }));
        break;
      }
      said.textContent = word("photo_preparing");
      try {
        add(Object.assign({ state: "ready" }, await prepare(files[i])));
      } catch (fault) {
        faults.push((files[i].name ? files[i].name + word("colon") : "") + word("photo_" + fault.message));
      }
    }
    said.textContent = faults.join("");
    said.classList.toggle("field-error", faults.length > 0);
    if (receipt) api.send(receipt);
  }

  input.addEventListener("change", function () {
    const files = Array.from(input.files);
    // The same photo can be chosen again after it was taken out.
    input.value = "";
    choose(files);
  });

  const api = {
    photos: photos,
    /** Photos that are there and have not arrived. */
    waiting: function () {
      return photos.filter(function (photo) { return photo.state !== "done"; });
    },
    /** Photos that have arrived. */
    arrived: function () {
      return sent + photos.filter(function (photo) { return photo.state === "done"; }).length;
    },
    /** Takes over photos that were prepared before, and how many had arrived by then. */
    take: function (prepared, before) {
      sent = before || 0;
      prepared.slice(0, MOST - sent).forEach(function (photo) {
        add({ blob: photo.blob, name: photo.name, thumb: photo.thumb || "", state: "ready" });
      });
      box.querySelector("[data-choose]").hidden = room() < 1;
    },
    clear: function () {
      photos.splice(0).forEach(function (photo) { photo.item.remove(); });
      box.querySelector("[data-choose]").hidden = false;
      said.textContent = "";
      changed();
    },
    /** Sends what has not arrived, after what is on its way. `opened` is {api, receipt, code, phone}. */
    send: function (opened) {
      receipt = opened;
      running = running.then(function () { return sendAll(opened); });
      return running;
    },
  };

  async function sendAll(opened) {
    const queue = photos.filter(function (photo) { return photo.state === "ready" || photo.state === "failed"; });
    if (!queue.length) return;
    queue.forEach(function (photo) {
      photo.state = "sending";
      photo.fault = "";
      photo.progress = 0;
      draw(photo);
    });
    try {
      await grant(opened, queue);
    } catch (fault) {
      queue.forEach(function (photo) { fail(photo, fault.message); });
      return;
    }
    const worker = async function () {
      while (queue.length) await sendOne(queue.shift(), opened);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  function fail(photo, fault) {
    photo.state = "failed";
    photo.fault = fault;
    draw(photo);
  }

  async function sendOne(photo, opened) {
    try {
      await post(photo, opened.api, function (part) {
        photo.progress = part;
        photo.item.querySelector("progress").value = part;
      });
      photo.state = "done";
      photo.fault = "";
      draw(photo);
    } catch (fault) {
      fail(photo, fault.message);
    }
  }

  return api;
}

// The rights to put these photos. If one is missing, all are asked for anew: the function gives the
// free places in their order, and a right kept from before could name one of them.
async function grant(opened, queue) {
  if (queue.every(function (photo) { return photo.grant; })) return;
  let answer;
  try {
    answer = await fetch(opened.api + "/photos", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({
        receipt: opened.receipt,
        code: opened.code,
        phone: opened.phone || "",
        files: queue.map(function (photo) { return { type: photo.blob.type, size: photo.blob.size }; }),
      }),
    });
  } catch (e) {
    throw new Error("network");
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(function () { return {}; });
    const first = (problem.errors || [])[0];
    throw new Error((first && first.detail) || problem.detail || "network");
  }
  const grants = await answer.json();
  queue.forEach(function (photo, i) { photo.grant = grants[i]; });
}

// XMLHttpRequest, because it alone says how much has left the phone.
function post(photo, api, progress) {
  return new Promise(function (resolve, reject) {
    const data = new FormData();
    Object.keys(photo.grant.fields).forEach(function (name) { data.append(name, photo.grant.fields[name]); });
    data.append("file", photo.blob, "photo");
    const request = new XMLHttpRequest();
    // A path belongs to where the function answers.
    request.open("POST", new URL(photo.grant.url, new URL(api + "/", location.href)).href);
    request.timeout = 180000;
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = function () {
      if (request.status >= 200 && request.status < 300) {
        resolve();
        return;
      }
      // The right may have run out; the next try asks for a new one.
      photo.grant = null;
      let detail = "refused";
      try {
        detail = JSON.parse(request.responseText).detail || detail;
      } catch (e) {
        // A bucket answers in XML, which says nothing to a resident.
      }
      reject(new Error(detail));
    };
    request.onerror = function () { reject(new Error("network")); };
    request.ontimeout = request.onerror;
    request.send(data);
  });
}

/** Small pictures of the photos, for the check step. */
export function thumbs(photos) {
  const list = make("ul", "photo-thumbs");
  photos.forEach(function (photo, i) {
    const item = make("li");
    const image = make("img");
    image.alt = word("photo_number", { n: i + 1 });
    if (photo.thumb) {
      image.src = photo.thumb;
      item.append(image);
    } else {
      item.append(make("span", "photo-blank", image.alt));
    }
    list.append(item);
  });
  return list;
}
