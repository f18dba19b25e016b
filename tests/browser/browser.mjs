// A visitor in Debian's Chromium: a fresh profile, nothing but this machine to talk to, and a record of
// every request and every complaint of the browser.
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page that asks another host for something must fail here as it would be found out.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Chromium, closed when the test or the suite `t` ends. */
export async function openBrowser(t) {
  const browser = await chromium.launch({
    executablePath: process.env.JIAYUAN_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    chromiumSandbox: false,
    args: ARGUMENTS,
  });
  t?.after(() => browser.close());
  return browser;
}

/**
 * Someone who opens pages of `site`. `requests` and `troubles` grow as they go.
 * `options` are Playwright's: viewport, colorScheme, javaScriptEnabled.
 */
export async function visitor(t, browser, site, options = {}) {
  const context = await browser.newContext({
    baseURL: site.address,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1280, height: 900 },
    // Colours in the middle of a transition are neither of the two that the theme means.
    reducedMotion: "reduce",
    ...options,
  });
  t?.after(() => context.close());
  context.setDefaultTimeout(20_000);
  const requests = [];
  const troubles = [];
  context.on("request", (request) => requests.push(request));
  context.on("weberror", (error) => troubles.push(`uncaught: ${error.error()}`));
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    // Chromium reports the status of every answer that is an error, also of the page that was asked for.
    const address = message.location().url;
    const status = message.text().startsWith("Failed to load resource");
    const isPage = requests.some((r) => r.isNavigationRequest() && r.url() === address);
    if (!(status && isPage)) troubles.push(`${message.text()} (${address})`);
  });
  const page = await context.newPage();
  return { page, context, requests, troubles };
}

/** Addresses of all that was asked for, readable. */
export function addresses(requests) {
  return requests.map((request) => decodeURIComponent(request.url()));
}

/** Requests to the function. */
export function apiCalls(requests) {
  return requests.filter((request) => new URL(request.url()).pathname.startsWith("/api/"));
}

/** Requests that would have left this machine. */
export function strangers(requests, site) {
  const local = (url) => url.startsWith(`${site.address}/`) || /^(data|blob|about):/.test(url);
  return addresses(requests).filter((url) => !local(url));
}
