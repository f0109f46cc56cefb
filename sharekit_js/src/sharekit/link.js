import { isHere } from "./article.js";
import { keep } from "./kept.js";
import { strip } from "./mark.js";
import { isBare, settings } from "./settings.js";
import { draw } from "./token.js";

/** @import {Article} from "./article.js" */

/**
 * An article's address, marked for one act. It has no token if links carry only letters, and on
 * hash routers, whose addresses stay unmarked.
 * @typedef {{_address: string, _token?: string}} Link
 */

/**
 * Creates a fresh link to an article; on its own page with the current anchor and the query keys of
 * KEEP_QUERY.
 * @param {Article} article
 * @param {string} letter the channel's
 * @returns {Link}
 */
export const makeLink = (article, letter) => {
  const url = new URL(article.address);
  if (isHere(article)) {
    for (const [key, value] of new URL(location.href).searchParams) {
      if (settings.keep?.split(" ").includes(key)) url.searchParams.set(key, value);
    }
    url.hash = location.hash;
  }
  const token = isBare() ? letter : letter + draw(10);
  const [_address] = strip(url.href, token);
  if (isBare() || _address === url.href) return { _address };
  keep("own:" + token, { at: Date.now() });
  return { _address, _token: token };
};
