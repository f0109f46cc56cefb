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
 * the signature, so any text on a page may look like a key. The server writes addresses in ASCII.
 * @param {string | undefined} key
 * @returns {Article | undefined} undefined if it is not a key, or the key of a foreign page
 */
const parse = (key) => {
  const [_key, address, title] = /** @type {string[]} */ (
    /^\S+ (https?:\/\/[!-~]+) (.*):\w+:[\w-]+$/s.exec(/** @type {string} */ (key)) ?? []
  );
  if (hosts.includes(address?.split("/")[2])) return { _key, address, title };
};

/** The article that the script tag names. The site wrote the tag, so no comment can change it. */
export const own = parse(settings.article);

/**
 * Returns the content of an article's signed key, or the statement of the script tag about the same
 * article, whatever title it has: without one an article has its address as title.
 * @param {string | undefined} key
 */
export const read = (key) => {
  const article = parse(key);
  return article?.address === own?.address ? own : article;
};

/**
 * Returns the path of a page as the site reads it, however it is percent-encoded, and without a slash
 * at its end. `unescape` never throws.
 * @param {{pathname: string}} page
 */
const readPath = (page) => unescape(page.pathname).replace(/\/?$/, "");

/**
 * Returns the address of an article with the current anchor and the query keys of KEEP_QUERY, if it
 * is the current page: if it has the page's path, and names no other value of such a key.
 * @param {Article} article
 */
export const locate = ({ address }) => {
  const there = new URL(address);
  const here = new URL(location.href);
  for (const key of settings.keep?.split(" ") ?? []) {
    const value = here.searchParams.get(key);
    if ((there.searchParams.get(key) ?? value) !== value) return;
    if (value) there.searchParams.set(key, value);
  }
  if (readPath(there) === readPath(here)) return there.href + here.hash;
};

/**
 * Returns the article of the current page: from the tag, or from the bars. If a comment's bar is a
 * form, its `dataset` may be one of its fields, which has no key.
 */
export const articleHere = () =>
  own && locate(own)
    ? own
    : [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sharekit]"))]
        .flatMap((bar) => read(bar.dataset.sharekit) ?? [])
        .find(locate);
