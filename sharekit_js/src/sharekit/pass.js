import { parent } from "./arrival.js";
import { load } from "./load.js";
import { report } from "./send.js";

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
      length,
      block,
      parent: token && parent,
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
 * Shares an article in the page itself: opens the device's share menu, or copies the link, which
 * copy.js says in the bar. A menu that the reader closes is not a share. menu.js handles the rest: the
 * menu, the QR code, printing, a link to copy by hand.
 * @param {Asked} asked
 */
export const pass = async (asked) => {
  const { _article, _bar, _channel, _link } = asked;
  let isDone = /^copy|^native/.test(_channel);
  try {
    if (_channel === "native") {
      await navigator.share({ title: _article.title, url: _link._address });
    } else if (isDone) {
      // execCommand comes first, because it needs no permission and no HTTPS.
      sharekit._copy?.(_link._address) || (await navigator.clipboard.writeText(_link._address));
      sharekit._say?.(_bar);
    }
  } catch (error) {
    // 20 is DOMException.ABORT_ERR.
    if (/** @type {DOMException} */ (error).code === 20) return;
    isDone = false;
  }
  if (isDone) return reportAct(_article, _channel, _link);
  if (sharekit._asked) return sharekit._asked.push(asked);
  sharekit._asked = [asked];
  load("menu");
};
