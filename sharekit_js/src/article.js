/**
 * What an article's key says: the key itself, the address without fragment, the title; the last two
 * by name for the page's own listeners.
 * @typedef {[key: string, address: string, title: string] &
 *   {groups: {address: string, title: string}}} Article
 */

/**
 * Reads what an article's signed key says: `IDENTITY ADDRESS TITLE:SIGNATURE`.
 * @param {string | undefined} key
 * @returns {Article | undefined} nothing when it is no key
 */
export const read = (key) =>
  /** @type {any} */ (
    /^\S+ (?<address>\S+) (?<title>.*):[\w-]+$/s.exec(/** @type {string} */ (key))
  );

/**
 * Returns the articles of the bars in a part of the page.
 * @param {ParentNode} part
 */
export const articlesIn = (part) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-sharekit]"))].map(
    (bar) => read(bar.dataset.sharekit),
  );

/** Finds the article whose page this is, by the paths of the bars. */
export const articleHere = () =>
  articlesIn(document).find(
    (article) => article && new URL(article[1]).pathname === location.pathname,
  );
