import { locate } from "./article.js";
import { keep } from "./kept.js";
import { strip } from "./mark.js";
import { isBare } from "./settings.js";
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
 * @param {string} [letter] the channel's; without it the link has no mark
 * @returns {Link}
 */
export const makeLink = (article, letter) => {
  const address = locate(article) ?? article.address;
  const token = isBare() ? letter : letter && letter + draw(10);
  const [_address] = strip(address, token);
  if (isBare() || _address === address) return { _address };
  keep("own:" + token, { at: Date.now() });
  return { _address, _token: token };
};
