import { parent } from "./arrival.js";
import { load } from "./load.js";
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
 * @param {Link | undefined} link the shared link; without a token the act is only counted
 * @param {Fact["length"]} [length] the class of a copied passage
 * @param {string} [block] the id of the article's block that it begins in
 * @returns whether it is reported
 */
export const reportAct = (article, channel, link, length, block) => {
  const token = link?._token;
  return report(
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
};

/**
 * A request of a reader at a button without its own address.
 * @typedef {{_article: Article, _bar: Element, _channel: string, _link: Link,
 *   _button: HTMLElement}} Asked
 */

/**
 * Shares an article in the page itself: opens the device's share menu, or copies the link and shows
 * a message in the bar.
 * @param {Asked} asked
 * @returns {Promise<unknown>} whether that was possible; a menu that the reader closes is not a share
 */
const passHere = async ({ _article, _bar, _channel, _link }) => {
  try {
    if (_channel === "native") {
      await navigator.share({ title: _article.title, url: _link._address });
    } else if (/^copy/.test(_channel)) {
      // execCommand comes first, because it needs no permission and no HTTPS.
      sharekit._copy?.(_link._address) || (await navigator.clipboard.writeText(_link._address));
      _bar.querySelector("[role=status]")?.replaceChildren(settings.copied);
    } else return;
  } catch (error) {
    // 20 is DOMException.ABORT_ERR.
    return /** @type {DOMException} */ (error).code === 20;
  }
  reportAct(_article, _channel, _link);
  return true;
};

/**
 * Shares an article in the page itself. menu.js handles the rest: the menu, the QR code, printing,
 * a link to copy by hand.
 * @param {Asked} asked
 */
export const pass = async (asked) => {
  if (await passHere(asked)) return;
  if (!sharekit._asked) load("menu");
  sharekit._asked ??= [];
  sharekit._asked.push(asked);
};
