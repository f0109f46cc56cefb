import { parent } from "./arrival.js";
import { makeLink } from "./link.js";
import { report } from "./send.js";
import { settings } from "./settings.js";

/**
 * @import {Article} from "./article.js"
 * @import {Fact} from "./kept.js"
 * @import {Link} from "./link.js"
 */

/**
 * Reports a share or a copy.
 * @param {Article} article
 * @param {string} channel
 * @param {Partial<Link> | []} link what was passed on; without a token the act is only counted
 * @param {Fact["length"]} [length] the class of a copied passage
 * @param {string} [block] the id of the article's block that it begins in
 * @returns whether it is reported
 */
export const reportAct = (article, channel, [, token], length, block) =>
  report(
    article,
    {
      kind: /^copy/.test(channel) ? "copy" : "share",
      channel,
      token,
      parent: token && parent,
      length,
      block,
    },
    token,
  );

/**
 * Passes an article on in the page itself: opens the device's own share menu, or copies the link and
 * says so in the bar. A menu that the reader closes is no share; where there is none, or it fails,
 * the link is copied; where nothing can copy, the bar shows the link.
 * @param {Article} article
 * @param {Element} bar
 * @param {string} channel native or copy-link
 */
export const pass = async (article, bar, channel) => {
  const link = makeLink(article, channel[0]);
  const [address] = link;
  const say = (/** @type {string} */ text) =>
    bar.querySelector("[role=status]")?.replaceChildren(text);
  try {
    if (channel === "native") await navigator.share({ title: article[2], url: address });
    else {
      // The older way comes first: it needs no permission and no HTTPS.
      sharekit.copy?.(address) || (await navigator.clipboard.writeText(address));
      say(settings.copied);
    }
    reportAct(article, channel, link);
  } catch (error) {
    if (channel !== "native") say(settings.failed + " " + address);
    else if (/** @type {Error} */ (error).name !== "AbortError") pass(article, bar, "copy-link");
  }
};
