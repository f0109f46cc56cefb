import { settings } from "./settings.js";

/**
 * The content of an article's key, and the key. The address has no fragment.
 * @typedef {{_key: string, address: string, title: string}} Article
 */

/**
 * The hosts of the site's own articles: nothing on a page can make a reader share another host's
 * article.
 */
const hosts = [location.host, ...(settings.hosts?.split(" ") ?? [])];

/**
 * Parses an article's signed key: `IDENTITY ADDRESS TITLE:DAY:SIGNATURE`. Only the server checks
 * the signature, so any text on a page may look like a key.
 * @param {string | undefined} key
 * @returns {Article | undefined} undefined if it is not a key, or the key of a foreign page
 */
const parse = (key) => {
  const [_key, address, title] = /** @type {string[]} */ (
    /^\S+ (https?:\/\/\S+) (.*):\w+:[\w-]+$/s.exec(/** @type {string} */ (key)) ?? []
  );
  return hosts.includes(address?.split("/")[2]) ? { _key, address, title } : undefined;
};

/** The article that the script tag names. The site wrote the tag, so no comment can change it. */
export const own = parse(settings.article);

/**
 * Returns the content of an article's signed key, or the statement of the script tag about the same
 * article. An article without a title has its address as title.
 * @param {string | undefined} key
 */
export const read = (key) => {
  const article = parse(key);
  return article?.address === own?.address && !own?.address.startsWith(own.title) ? own : article;
};

/**
 * Returns the articles of the bars in a part of the page.
 * @param {ParentNode} part
 */
export const articlesIn = (part) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-sharekit]"))].flatMap(
    (bar) => read(bar.dataset.sharekit) ?? [],
  );

/**
 * Returns whether an article is the current page, whatever its query.
 * @param {Article} article
 */
export const isHere = ({ address }) => new URL(address).pathname === location.pathname;

/** Returns the article of the current page: from the tag, or by the paths of the bars. */
export const articleHere = () =>
  [own, ...articlesIn(document)].find((each) => each && isHere(each));
