import { read } from "./article.js";
import { makeLink } from "./link.js";
import { pass, reportAct } from "./pass.js";

/** @import {Article} from "./article.js" */
/** @import {Link} from "./link.js" */

/** A mark in a link, plain or percent-encoded: a channel's letter, and the rest of a token. */
const MARK = /(?:[#&]|%2[36])sk(?:=|%3[Dd])([a-zA-Z](?:[1-9A-HJ-NP-Za-km-z]{10})?)/g;

/**
 * The parts around the article's address in a button's link, and the encoding of the address there.
 * @typedef {{_before: string, _letter: string, _after: string, _encode: (text: string) => string,
 *   _href?: string}} Frame
 */

/**
 * Splits a button's link: as the server wrote it, or as a copy of a marked button has it (Turbo
 * keeps copies of pages).
 * @param {string} href
 * @param {Article} article
 * @returns {Frame | undefined} nothing where the link is not one to the article
 */
const parse = (href, { address }) => {
  const _encode = /[#&]sk=/.test(href) ? String : encodeURIComponent;
  // The mark may follow query keys of KEEP_QUERY.
  const page = _encode(address.split("?")[0]);
  const [before] = href.split(page);
  for (const {
    0: mark,
    1: [_letter],
    index,
  } of href.matchAll(MARK)) {
    // Marks before the address are skipped: a commenter's link may contain thousands of them.
    if (index >= (before + page).length) {
      return {
        // The article's text, which comes first, may also contain the address.
        _before: href.slice(0, href.lastIndexOf(page, index - page.length)),
        _letter,
        _after: href.slice(index + mark.length),
        _encode,
      };
    }
  }
};

/**
 * Writes a fresh link to the article into a button. A link that another script has rewritten stays as
 * it is; the article's is then without a mark.
 * @param {HTMLAnchorElement} button
 * @param {Article} article
 * @returns {Link} the link to the article
 */
const writeLink = (button, article) => {
  // Morphing a page changes attributes of existing elements.
  const href = /** @type {string} */ (button.getAttribute("href"));
  if (button._frame?._href !== href) button._frame = parse(href, article);
  const frame = button._frame;
  const link = makeLink(article, frame?._letter);
  if (frame) {
    frame._href = frame._before + frame._encode(link._address) + frame._after;
    // A path of the site, where the server draws a QR code, would put the token into the site's logs.
    if (frame._before[0] !== "/") button.href = frame._href;
  }
  return link;
};

/**
 * Handles events on a share button: each touch writes a fresh token into its link, and only a click
 * or a middle click is a share. Elsewhere the first line throws, which the listener ignores.
 * @param {any} event
 */
export const useButton = (event) => {
  const button = event.target.closest("a[data-sharekit-channel]");
  const bar = button.closest("[data-sharekit]");
  const article = /** @type {Article} */ (read(bar.dataset.sharekit));
  const _link = writeLink(button, article);
  const channel = button.dataset.sharekitChannel;

  // Space activates *More*, which is a button; on a link it scrolls, as usual. keypress covers only
  // keys that write a character, and Enter, so not each Tab.
  if (event.key === " " ? button.role : /click/.test(event.type) && event.button < 2) {
    // The channels without an address of their own (the site's own channels have one), and the app of
    // Messenger, which does not open on a desktop. Another script may have rewritten any link.
    if (
      /^copy|^native|^qr|^print/.test(channel) ||
      (/^fb/.test(button.href) && !/Android|iP/.test(navigator.userAgent))
    ) {
      event.preventDefault();
      pass({ _article: article, _bar: bar, _channel: channel, _link, _button: button });
    } else reportAct(article, channel, _link);
  }
};
