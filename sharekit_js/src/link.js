import { keep } from "./kept.js";
import { strip } from "./mark.js";
import { isBare, settings } from "./settings.js";
import { draw } from "./token.js";

/** @import {Article} from "./article.js" */

/**
 * An article's address, marked for one act. There is no token where links carry letters alone, and
 * on hash routers, whose addresses stay unmarked.
 * @typedef {[address: string, token?: string]} Link
 */

/**
 * Makes a fresh link to an article; on its own page with the current anchor and the query keys of
 * KEEP_QUERY.
 * @param {Article} article
 * @param {string} letter the channel's
 * @returns {Link}
 */
export const makeLink = (article, letter) => {
  const url = new URL(article[1]);
  if (url.pathname === location.pathname) {
    new URL(location.href).searchParams.forEach((value, key) => {
      if (settings.keep?.split(" ").includes(key)) url.searchParams.set(key, value);
    });
    url.hash = location.hash;
  }
  const token = isBare ? letter : letter + draw(10);
  const [address] = strip(url.href, token);
  if (isBare || address === url.href) return [address];
  keep("own:" + token, { at: Date.now() });
  return [address, token];
};
