// Solves an ALTCHA challenge: the number whose SHA-256 over salt + number is the one asked for.
// SHA-256 is written out here because a promise per guess (crypto.subtle) is several times slower,
// and because it needs no secure context: an office may try the site over plain HTTP.
"use strict";

const K = new Uint32Array(64);
const START = new Uint32Array(8);

// The constants are the first 32 bits of the fractions of cube and square roots of the first primes.
(function () {
  let found = 0;
  for (let n = 2; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) START[found] = (Math.sqrt(n) % 1) * 0x100000000;
    K[found] = (Math.cbrt(n) % 1) * 0x100000000;
    found += 1;
  }
})();

const W = new Uint32Array(64);

function compress(state, bytes, offset) {
  for (let i = 0; i < 16; i += 1) {
    const j = offset + i * 4;
    W[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

function ascii(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

// The blocks of the salt that never change are hashed once.
function solve(salt, wanted, maxnumber) {
  const head = ascii(salt);
  const whole = head.length - (head.length % 64);
  const begun = Uint32Array.from(START);
  for (let i = 0; i < whole; i += 64) compress(begun, head, i);
  const rest = head.length - whole;
  const target = new Uint32Array(8);
  for (let i = 0; i < 8; i += 1) target[i] = parseInt(wanted.slice(i * 8, i * 8 + 8), 16);
  const block = new Uint8Array(128);
  const state = new Uint32Array(8);

  for (let number = 0; number <= maxnumber; number += 1) {
    const digits = String(number);
    block.fill(0);
    block.set(head.subarray(whole), 0);
    for (let i = 0; i < digits.length; i += 1) block[rest + i] = digits.charCodeAt(i);
    const length = rest + digits.length;
    block[length] = 0x80;
    const end = length + 9 <= 64 ? 64 : 128;
    const bits = (whole + length) * 8;
    block[end - 4] = bits >>> 24;
    block[end - 3] = bits >>> 16;
    block[end - 2] = bits >>> 8;
    block[end - 1] = bits;
    state.set(begun);
    compress(state, block, 0);
    if (end === 128) compress(state, block, 64);
    let same = true;
    for (let i = 0; i < 8; i += 1) if (state[i] !== target[i]) { same = false; break; }
    if (same) return number;
  }
  return -1;
}

self.onmessage = function (event) {
  const asked = event.data;
  self.postMessage(solve(asked.salt, asked.challenge.toLowerCase(), asked.maxnumber || 100000));
};
