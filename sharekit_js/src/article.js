/** @typedef {{key: string, address: string, title: string}} Article */

/**
 * Reads what an article's signed key says: `IDENTITY ADDRESS TITLE:SIGNATURE`.
 * @param {any} key
 * @returns {Article | undefined} nothing when it is no key
 */
export function read(key) {
  const found = /^(?<key>\S+ (?<address>\S+) (?<title>.*):[\w-]+)$/s.exec(key);
  return /** @type {any} */ (found?.groups);
}

/**
 * Returns the articles of the bars in a part of the page.
 * @param {ParentNode} part
 */
export function articlesIn(part) {
  const bars = part.querySelectorAll("[data-sharekit]");
  return [...bars].map((bar) => read(bar.getAttribute("data-sharekit")));
}

/** Finds the article whose page this is, by the path of the bars. */
export function articleHere() {
  return articlesIn(document).find(
    (article) => article && new URL(article.address).pathname === location.pathname,
  );
}
