import { keep } from "./kept.js";
import { mark } from "./mark.js";
import { isBare, settings } from "./settings.js";
import { draw } from "./token.js";

/** @import {Article} from "./article.js" */

/**
 * An article's address, marked for one act. There is no token where links carry letters alone, and
 * on hash routers, whose addresses stay unmarked.
 * @typedef {{address: string, token?: string}} Link
 */

/**
 * Makes a fresh link to an article; on its own page with the current anchor and the query keys of
 * KEEP_QUERY.
 * @param {Article} article
 * @param {string} letter the channel's
 * @returns {Link}
 */
export function makeLink(article, letter) {
  const url = new URL(article.address);
  const { pathname, search, hash } = location;
  if (url.pathname === pathname) {
    new URLSearchParams(search).forEach((value, key) => {
      if (settings.keep?.split(" ").includes(key)) url.searchParams.set(key, value);
    });
    url.hash = hash;
  }
  const text = isBare ? letter : letter + draw(10);
  const address = mark(url.href, text);
  const token = isBare || address === url.href ? undefined : text;
  keep(token && `own:${token}`, { at: Date.now() });
  return { address, token };
}
