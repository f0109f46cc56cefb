import { showCode } from "./code.js";
import { toggleMenu } from "./list.js";
import { makeLink, reportAct, settings } from "./tools.js";

/** @import {Asked} from "./pass.js" */

/**
 * Says in a bar how to get its link without us.
 * @param {Element} bar
 * @param {string} address
 */
const showLink = (bar, address) =>
  bar.querySelector("[role=status]")?.replaceChildren(settings.failed + " " + address);

/**
 * Opens the device's own share menu for an app that does not open on it, and our menu where there is
 * none.
 * @param {Asked} asked
 */
const showOthers = async (asked) => {
  const [article, , channel] = asked;
  if (channel !== "native" && navigator.share) {
    const link = makeLink(article, "n");
    await navigator.share({ title: article[2], url: link[0] });
    reportAct(article, "native", link);
  } else await toggleMenu(asked);
};

/**
 * Does what sharekit.js cannot do by itself. Where it fails, and where a link could not be copied,
 * the bar shows the link.
 * @param {Asked} asked
 */
const answer = async (asked) => {
  const [article, bar, channel, link] = asked;
  try {
    if (channel === "qr") await showCode(asked);
    else if (channel === "copy-link") throw channel;
    else if (channel !== "print") return await showOthers(asked);
    reportAct(article, channel, link);
    if (channel === "print") print();
  } catch (error) {
    if (/** @type {any} */ (error)?.name !== "AbortError") showLink(bar, link[0]);
  }
};

// Behind the nothing that loading returned.
const waiting = /** @type {any[]} */ (sharekit.asked).slice(1);
sharekit.asked = { push: /** @type {any} */ (answer) };
waiting.forEach(answer);
