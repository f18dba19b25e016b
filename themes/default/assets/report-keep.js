// What is kept on the device until a report has been sent: words for as long as the tab is open, and
// longer only after a failure; photos beside them. Nothing here is relied on: a browser that keeps
// nothing only makes a resident who closes the page type again.
const DRAFT = "jiayuan-report";
const BASE = "jiayuan";

function store(area, value) {
  try {
    if (value === null) area().removeItem(DRAFT);
    else area().setItem(DRAFT, JSON.stringify(value));
  } catch (e) {
    // Full, or switched off.
  }
}

function load(area) {
  try {
    return JSON.parse(area().getItem(DRAFT));
  } catch (e) {
    return null;
  }
}

// Asked for through functions: where storage is switched off, naming it is already an error.
const tab = function () { return sessionStorage; };
const device = function () { return localStorage; };

/** Keeps a draft {key, report} while the tab is open. */
export function keepWhileOpen(draft) {
  store(tab, draft);
}

/** Keeps it on the device, because it could not be sent. */
export function keep(draft) {
  store(tab, draft);
  store(device, draft);
}

/** The draft there is, and whether it is one that could not be sent. */
export function kept() {
  const failed = load(device);
  const draft = failed || load(tab);
  return draft && draft.report ? { key: draft.key, report: draft.report, failed: Boolean(failed) } : null;
}

export function forget() {
  store(tab, null);
  store(device, null);
  keepPhotos([]);
}

function photoStore(mode, work) {
  return new Promise(function (resolve) {
    try {
      const opening = indexedDB.open(BASE, 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore("photos"); };
      opening.onerror = function () { resolve(null); };
      opening.onsuccess = function () {
        const base = opening.result;
        const change = base.transaction("photos", mode);
        const asked = work(change.objectStore("photos"));
        change.oncomplete = function () {
          base.close();
          resolve(asked.result);
        };
        change.onabort = function () {
          base.close();
          resolve(null);
        };
      };
    } catch (e) {
      resolve(null);
    }
  });
}

/** Keeps prepared photos [{blob, name}] beside the draft; an empty list removes them. */
export function keepPhotos(photos) {
  const plain = photos.map(function (photo) { return { blob: photo.blob, name: photo.name }; });
  return photoStore("readwrite", function (all) { return plain.length ? all.put(plain, DRAFT) : all.delete(DRAFT); });
}

/** The photos kept, or none. */
export async function keptPhotos() {
  const found = await photoStore("readonly", function (all) { return all.get(DRAFT); });
  return Array.isArray(found) ? found : [];
}
