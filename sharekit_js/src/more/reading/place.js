import { read, settings } from "../../shared/tools.js";
import { bare, call, get } from "./nodes.js";
import { UNTOUCHED } from "./untouched.js";

/**
 * The place of a passage: its article, the element that holds the article's bars or names it (or
 * the shadow root around the passage), the mode set there, and the id of the article's block in
 * which it begins.
 * @typedef {{article: Article, home: any, mode?: string, block?: string}} Place
 */

/**
 * Returns the articles of the bars in a part of the page.
 * @param {Node} part
 * @returns {Article[]}
 */
const articlesIn = (part) =>
  [...call(part, "querySelectorAll", "[data-sharekit]")].flatMap(
    (bar) => read(get(bar, "dataset").sharekit) ?? [],
  );

/**
 * Returns whether a passage extends into an element that names another article.
 * @param {Node} home
 * @param {Range[]} ranges
 * @param {Article} article
 */
const holdsOther = (home, ranges, { address }) =>
  [...call(home, "querySelectorAll", "[data-sharekit-article]")].some(
    (named) =>
      (read(get(named, "dataset").sharekitArticle)?.address ?? address) !== address &&
      ranges.some((range) => range.intersectsNode(named)),
  );

/**
 * Finds the place of a passage, in the document or in a shadow root. A passage across two articles, or in code, inputs and editors, has none.
 * @param {Range[]} ranges
 * @param {string} text
 * @returns {Place | undefined}
 */
export const findPlace = (ranges, text) => {
  const end = ranges.at(-1)?.endContainer;
  const words = bare(text);
  // A triple click selects up to the start of the next block, outside the block of the text.
  let isWhole = false;
  let article, home, mode, block;
  /** @type {any} */
  let place = ranges[0]?.startContainer;
  for (; place; place = place instanceof ShadowRoot ? place.host : get(place, "parentNode")) {
    // A text has none of these.
    if (!get(place, "querySelectorAll")) continue;
    isWhole ||= call(place, "contains", end) || bare(get(place, "textContent")).includes(words);
    // The document and a shadow root have no attributes.
    const said = get(place, "dataset");
    if (isWhole) {
      if (said && call(place, "matches", UNTOUCHED)) return;
      mode ??= said?.sharekitMode;
      if (!article) {
        const named = read(said?.sharekitArticle);
        const [first, ...others] = named ? [named] : articlesIn(place);
        if (others.some((other) => other.address !== first.address)) return;
        article = first;
      }
    }
    // A range cannot extend beyond its shadow root.
    if (article || place instanceof ShadowRoot) home ??= place;
    if (!article) block ||= [...(get(place, "id") ?? "")].slice(0, 64).join("");
  }
  if (!article || holdsOther(home, ranges, article)) return;
  return { article, home, mode: mode ?? settings.mode, block: block || undefined };
};
