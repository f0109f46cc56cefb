import { read } from "./article.js";
import { makeLink } from "./link.js";
import { pass, reportAct } from "./pass.js";

const isPhone = /Android|iP/.test(navigator.userAgent);

/**
 * Answers whatever a reader does to a share button: each touch writes a fresh token into its link,
 * and only a click or a middle click is a share. Elsewhere it fails at the first line, quietly.
 * @param {any} event
 */
export const useButton = (event) => {
  const button = event.target.closest("[data-sharekit-channel]");
  const bar = button.closest("[data-sharekit]");
  const article = /** @type {any} */ (read(bar.dataset.sharekit));
  const { dataset } = button;

  // Each address is made from the one that the server wrote, which has the letter alone.
  // biome-ignore lint/suspicious/noAssignInExpressions: 7 bytes smaller.
  const href = (dataset.sharekitHref ??=
    (isPhone && dataset.sharekitApp) || button.getAttribute("href"));
  const isApp = /^fb/.test(href);
  const encode = /#sk/.test(href) ? String : encodeURIComponent;
  const [before, after] = href.split(encode(article[1] + "#sk="));
  const link = makeLink(article, after[0]);
  button.href = before + encode(link[0]) + after.slice(1);
  // An app needs no window, and would leave an empty one behind.
  if (isApp) button.target = "";

  // Space presses *More*, which is a button; at a link it scrolls, as everywhere. Of keys only those
  // that write a character, and Enter, are heard of (keypress), not each Tab.
  if (event.key === " " ? button.role : /click/.test(event.type) && event.button < 2) {
    // What happens in the page is, without a script, a link to the article itself, or to a path of
    // the site ("/" stands before "0"). No app opens on a desktop.
    if (before < "0" || (isApp && !isPhone)) {
      event.preventDefault();
      pass([article, bar, dataset.sharekitChannel, link, button]);
    } else reportAct(article, dataset.sharekitChannel, link);
  }
};
