// Solves an ALTCHA challenge: the number whose SHA-256 over salt + number is the one asked for.
// The browser's own SHA-256 does the work, many guesses under way at a time. Where it is not to be
// had (plain HTTP from another machine), the worker fails, and the form is sent without it.
"use strict";

const GUESSES = 256;

function bytesOf(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

function same(hash, wanted) {
  const found = new Uint8Array(hash);
  return found.length === wanted.length && found.every((byte, i) => byte === wanted[i]);
}

async function solve(salt, wanted, maxnumber) {
  const encoder = new TextEncoder();
  for (let first = 0; first <= maxnumber; first += GUESSES) {
    const guesses = [];
    for (let number = first; number < first + GUESSES && number <= maxnumber; number += 1) {
      guesses.push(crypto.subtle.digest("SHA-256", encoder.encode(salt + number)));
    }
    const hashes = await Promise.all(guesses);
    const at = hashes.findIndex((hash) => same(hash, wanted));
    if (at >= 0) return first + at;
  }
  return -1;
}

self.onmessage = function (event) {
  const asked = event.data;
  solve(asked.salt, bytesOf(asked.challenge), asked.maxnumber || 100000).then(
    (number) => self.postMessage(number),
    (error) => setTimeout(() => { throw error; }),
  );
};
