import { makeLink, reportAct, settings } from "../shared/tools.js";
import { writeClipboard } from "./clipboard.js";
import { findPressed } from "./reading/nodes.js";
import { findPlace } from "./reading/place.js";
import { say } from "./say.js";

/**
 * Copies the marked link of the article around a site's own button, and shows a message.
 * @param {any} event
 */
export const copyByButton = async (event) => {
  const button = /** @type {any} */ (findPressed(event, "button[data-sharekit-copy]"));
  if (!button) return;
  const range = new Range();
  range.selectNode(button);
  const article = findPlace([range], "")?.article;
  if (!article) return;
  const link = makeLink(article, "c");
  reportAct(article, "copy-link", link);
  const isCopied = await writeClipboard(link._address);
  say(isCopied ? settings.copied : settings.failed + " " + link._address);
};
