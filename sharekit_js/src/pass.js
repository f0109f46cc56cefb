import { parent } from "./arrival.js";
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
 * What a reader asked for at a button that leads nowhere by itself.
 * @typedef {[article: Article, bar: Element, channel: string, link: Link, button: HTMLElement]} Asked
 */

/**
 * Passes an article on in the page itself: opens the device's own share menu, or copies the link and
 * says so in the bar. A menu that the reader closes is no share. All else is for menu.js: our own
 * menu, the QR code, printing, a link to copy by hand.
 * @param {Asked} asked
 */
export const pass = async (asked) => {
  const [article, bar, channel, link] = asked;
  try {
    if (channel === "native") await navigator.share({ title: article[2], url: link[0] });
    else {
      if (!/^copy/.test(channel)) throw channel;
      // The older way comes first: it needs no permission and no HTTPS.
      sharekit.copy?.(link[0]) || (await navigator.clipboard.writeText(link[0]));
      bar.querySelector("[role=status]")?.replaceChildren(settings.copied);
    }
    reportAct(article, channel, link);
  } catch (error) {
    // 20 is DOMException.ABORT_ERR.
    if (/** @type {any} */ (error).code !== 20) {
      // biome-ignore lint/suspicious/noAssignInExpressions: 7 bytes smaller.
      (sharekit.asked ??= [sharekit.tools[7](settings.menu)]).push(asked);
    }
  }
};
