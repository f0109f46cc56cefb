import { reportAct } from "./act.js";
import { makeLink } from "./link.js";
import { settings } from "./settings.js";

/** @import {Article} from "./article.js" */

/**
 * Copies an article's link and says so in the bar; where nothing can copy, the bar shows the link.
 * @param {Article} article
 * @param {Element} bar
 */
export async function copyLink(article, bar) {
  const link = makeLink(article, "c");
  const status = bar.querySelector("[role=status]") ?? new Text();
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(link.address);
  } catch {
    if (!window.sharekit.copyByCommand?.(link.address)) {
      status.textContent = `${settings.failed} ${link.address}`;
      return;
    }
  }
  status.textContent = /** @type {string} */ (settings.copied);
  reportAct(article, "copy-link", link);
}
