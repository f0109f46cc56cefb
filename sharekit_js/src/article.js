import { settings } from "./settings.js";

/**
 * What an article's key says, and the key. The address has no fragment.
 * @typedef {{_key: string, address: string, title: string}} Article
 */

/** The hosts of the site's own articles: nothing in a page makes a reader share another's. */
const hosts = [location.host, ...(settings.hosts?.split(" ") ?? [])];

/**
 * Parses an article's signed key: `IDENTITY ADDRESS TITLE:DAY:SIGNATURE`. Its signature is checked by the
 * server only, so that any text of a page may be a key.
 * @param {string | undefined} key
 * @returns {Article | undefined} nothing when it is no key, or that of a foreign page
 */
const parse = (key) => {
  const [_key, address, title] = /** @type {string[]} */ (
    /^\S+ (https?:\/\/\S+) (.*):\w+:[\w-]+$/s.exec(/** @type {string} */ (key)) ?? []
  );
  return hosts.includes(address?.split("/")[2]) ? { _key, address, title } : undefined;
};

/** The article that the script tag names: the site's own word, which no comment can change. */
export const own = parse(settings.article);

/**
 * Reads what an article's signed key says, or what the script tag says of the same article; its title,
 * where it has none, is its address.
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
 * Tells whether an article is the page that is shown, whatever its query.
 * @param {Article} article
 */
export const isHere = ({ address }) => new URL(address).pathname === location.pathname;

/** Finds the article whose page this is: the tag's, or by the paths of the bars. */
export const articleHere = () =>
  [own, ...articlesIn(document)].find((each) => each && isHere(each));
