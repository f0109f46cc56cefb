import { articlesIn, read } from "./tools.js";

/**
 * Returns the nearest element around a node that a selector names.
 * @param {any} node
 * @param {string} selector
 */
export const closest = (node, selector) =>
  (node.closest ? node : node.parentNode).closest(selector);

/**
 * Finds the article of a copied passage: the nearest ancestor names it, or holds bars of exactly one
 * article. Passages across two articles, and in code, inputs and editors, belong to none.
 * @param {any} event
 * @param {Range} range
 */
export const articleOf = (event, range) => {
  const around = range.commonAncestorContainer;
  if (
    closest(around, "code,kbd,samp") ||
    // A triple click selects to the start of the next block, out of where it was.
    closest(range.startContainer, "pre,[contenteditable],[data-sharekit-ignore]") ||
    // With a field in focus browsers differ on what they copy, and buttons that copy use one.
    closest(event.composedPath()[0] ?? event.target, "input,textarea,[contenteditable]")
  ) {
    return;
  }
  for (let place = closest(around, "*"); place; place = place.parentElement) {
    const named = read(place.dataset.sharekitArticle);
    const [article, ...others] = named ? [named] : articlesIn(place);
    if (article) return others.every((other) => other?.[1] === article[1]) && article;
  }
};
