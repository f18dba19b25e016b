// The pages of a built site, and one of each kind.

const MISSING = "/no-such-page/";

async function text(site, path) {
  const answer = await fetch(site.address + path);
  return answer.text();
}

function locations(sitemap) {
  return [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => decodeURI(new URL(found[1]).pathname));
}

/** Every page that the site map names, and one that is not there: {path, kind, size}. */
export async function allPages(site) {
  let paths = locations(await text(site, "/sitemap.xml"));
  const nested = paths.filter((path) => path.endsWith(".xml"));
  if (nested.length) {
    const maps = await Promise.all(nested.map((path) => text(site, path)));
    paths = maps.flatMap(locations);
  }
  const pages = [];
  for (const path of [...new Set(paths), MISSING]) {
    const html = await text(site, encodeURI(path));
    const kind = /<body[^>]*\bclass="[^"]*\bkind-([a-z_]+)/.exec(html)?.[1];
    if (!kind) throw new Error(`${path} does not say what kind of page it is`);
    pages.push({ path, kind, size: html.length });
  }
  return pages;
}

/**
 * The first page of each kind and place: lists by month and by street are of one kind and look
 * different. `longest` takes the longest one instead.
 */
export async function onePageOfEachKind(site, { longest = false } = {}) {
  const chosen = new Map();
  for (const page of await allPages(site)) {
    const parts = page.path.split("/").filter(Boolean);
    const place = `${page.kind} ${parts[0]} ${parts.length}`;
    const known = chosen.get(place);
    if (!known || (longest && page.size > known.size)) chosen.set(place, page);
  }
  return [...chosen.values()];
}
