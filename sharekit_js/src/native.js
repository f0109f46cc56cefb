import { reportAct } from "./act.js";
import { copyLink } from "./copy-link.js";
import { makeLink } from "./link.js";

/** @import {Article} from "./article.js" */

/** Shows the buttons of the device's own share menu, which are hidden until we know it exists. */
export function showNative() {
  const buttons = document.querySelectorAll("[data-sharekit-channel=native][hidden]");
  for (const button of buttons) button.removeAttribute("hidden");
}

/**
 * Opens the device's own share menu. A menu that the reader closes is no share; where there is no
 * menu, or it fails, the link is copied.
 * @param {Article} article
 * @param {Element} bar
 */
export async function shareNatively(article, bar) {
  const link = makeLink(article, "n");
  try {
    await navigator.share({ title: article.title, url: link.address });
    reportAct(article, "native", link);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") copyLink(article, bar);
  }
}
