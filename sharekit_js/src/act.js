import { parent } from "./arrival.js";
import { report } from "./send.js";

/**
 * @import {Article} from "./article.js"
 * @import {Link} from "./link.js"
 */

/**
 * Reports a share or a copy.
 * @param {Article} article
 * @param {string} channel
 * @param {Partial<Link>} link what was passed on; without a token the act is only counted
 * @param {"short" | "long"} [length] the class of a copied passage
 */
export function reportAct(article, channel, { token }, length) {
  const kind = /^copy/.test(channel) ? "copy" : "share";
  report(article, { kind, channel, token, parent: token && parent, length }, token);
}
