// Makes a photo ready to be sent: turned upright, shrunk, and drawn anew, so that nothing but the
// picture travels along: no place, no time, no name of the phone.
const LONG_SIDE = 2000;
const QUALITY = 0.85;
const THUMB = 240;
const TYPES = ["image/jpeg", "image/png", "image/webp"];

/** Most bytes of a file that is sent as it is. */
export const MOST_BYTES = 10 * 1024 * 1024;

// One pixel over another, lying on its side and marked "turn me": a browser that turns photos by
// itself says that it is higher than wide.
const LYING = "data:image/jpeg;base64,/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAABAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIgAf//Z";

function load(address) {
  return new Promise(function (resolve, reject) {
    const image = new Image();
    image.onload = function () { resolve(image); };
    image.onerror = reject;
    image.src = address;
  });
}

let turning;
function turnsByItself() {
  turning = turning || load(LYING).then(function (image) { return image.naturalHeight > image.naturalWidth; }, function () { return true; });
  return turning;
}

/** The way a JPEG is marked to be turned, 1 to 8; 1 for everything else. */
export function orientation(buffer) {
  const view = new DataView(buffer);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return 1;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker === 0xffe1 && at + 18 < view.byteLength && view.getUint32(at + 4) === 0x45786966) {
      return fromExif(view, at + 10, Math.min(view.byteLength, at + 2 + length));
    }
    if (marker < 0xff00 || marker === 0xffda || length < 2) return 1;
    at += 2 + length;
  }
  return 1;
}

function fromExif(view, start, end) {
  if (start + 8 > end) return 1;
  const little = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > end) return 1;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i += 1) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > end) return 1;
    if (view.getUint16(entry, little) === 0x0112) {
      const turn = view.getUint16(entry + 8, little);
      return turn >= 1 && turn <= 8 ? turn : 1;
    }
  }
  return 1;
}

function canvas(width, height) {
  const element = document.createElement("canvas");
  element.width = Math.max(1, Math.round(width));
  element.height = Math.max(1, Math.round(height));
  return element;
}

// The eight ways, as the matrix that undoes each.
function undo(context, turn, w, h) {
  const ways = {
    2: [-1, 0, 0, 1, w, 0], 3: [-1, 0, 0, -1, w, h], 4: [1, 0, 0, -1, 0, h],
    5: [0, 1, 1, 0, 0, 0], 6: [0, 1, -1, 0, h, 0], 7: [0, -1, -1, 0, h, w], 8: [0, -1, 1, 0, 0, w],
  };
  if (ways[turn]) context.transform.apply(context, ways[turn]);
}

function drawn(image, turn, longest) {
  const scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
  const w = image.naturalWidth * scale;
  const h = image.naturalHeight * scale;
  const paper = turn > 4 ? canvas(h, w) : canvas(w, h);
  const context = paper.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, paper.width, paper.height);
  context.imageSmoothingQuality = "high";
  undo(context, turn, w, h);
  context.drawImage(image, 0, 0, w, h);
  return paper;
}

function blobOf(paper) {
  return new Promise(function (resolve, reject) {
    paper.toBlob(function (blob) {
      if (blob && blob.size) resolve(blob);
      else reject(new Error("no picture"));
    }, "image/jpeg", QUALITY);
  });
}

// A file can be read with FileReader wherever it can be chosen.
function bytesOf(file) {
  return new Promise(function (resolve, reject) {
    const reader = new FileReader();
    reader.onload = function () { resolve(reader.result); };
    reader.onerror = reject;
    reader.readAsArrayBuffer(file);
  });
}

function isHeic(file, buffer) {
  const start = buffer && buffer.byteLength > 12 ? new Uint8Array(buffer, 4, 4) : [];
  const brand = Array.from(start).map(function (c) { return String.fromCharCode(c); }).join("");
  return brand === "ftyp" || /heic|heif/i.test(file.type) || /\.(heic|heif)$/i.test(file.name || "");
}

/**
 * A file as {blob, thumb, name}. What the browser cannot draw goes as it is, if its kind is taken;
 * otherwise this fails with an Error whose message names what to say: "heic", "unknown", "large".
 */
export async function prepare(file) {
  let buffer = null;
  const address = URL.createObjectURL(file);
  try {
    buffer = await bytesOf(file.slice(0, 256 * 1024));
    const image = await load(address);
    const turn = (await turnsByItself()) ? 1 : orientation(buffer);
    const blob = await blobOf(drawn(image, turn, LONG_SIDE));
    return { blob: blob, thumb: drawn(image, turn, THUMB).toDataURL("image/jpeg", 0.7), name: file.name || "" };
  } catch (e) {
    if (isHeic(file, buffer)) throw new Error("heic");
    if (TYPES.indexOf(file.type) < 0) throw new Error("unknown");
    if (file.size > MOST_BYTES) throw new Error("large");
    return { blob: file, thumb: "", name: file.name || "" };
  } finally {
    URL.revokeObjectURL(address);
  }
}
