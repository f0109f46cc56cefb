import { reportAct } from "./act.js";
import { read } from "./article.js";
import { copyLink } from "./copy-link.js";
import { makeLink } from "./link.js";
import { shareNatively } from "./native.js";

// An iPad that calls itself a Mac counts as a desktop: there the send dialog works.
const isPhone = /Android|iPhone|iPad/.test(navigator.userAgent);

/**
 * Answers whatever a reader does to a share button: each touch writes a fresh token into its link,
 * and only a click or a middle click is a share.
 * @param {any} event
 */
export function useButton(event) {
  const button = event.composedPath()[0].closest?.("[data-sharekit-channel]");
  const bar = button?.closest("[data-sharekit]");
  const article = read(bar?.getAttribute("data-sharekit"));
  if (!article) return;

  // Each address is made from the one that the server wrote, which has the letter alone.
  const { dataset } = button;
  const channel = dataset.sharekitChannel;
  const href = (dataset.sharekitHref ??=
    (isPhone && dataset.sharekitApp) || button.getAttribute("href"));
  /** @type {Partial<import("./link.js").Link>} */
  let link = {};
  for (const encode of [String, encodeURIComponent]) {
    const [before, after] = href.split(encode(`${article.address}#sk=`));
    if (after) {
      link = makeLink(article, after[0]);
      button.href = before + encode(link.address ?? "") + after.slice(1);
    }
  }

  if (!/click/.test(event.type) || event.button > 1) return;
  const isShared = channel === "native" || (!isPhone && /^fb/.test(href));
  if (isShared || channel === "copy-link") {
    event.preventDefault();
    (isShared ? shareNatively : copyLink)(article, bar);
  } else {
    reportAct(article, channel, link);
  }
}
