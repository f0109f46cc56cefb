import { reportAct } from "./act.js";
import { makeLink } from "./link.js";
import { articleOf } from "./passage.js";
import { settings } from "./settings.js";

/**
 * Counts a copied passage. One of 12 words or more gets its source line from copy.js, once that is
 * there; only a link that was written is marked.
 * @param {ClipboardEvent} event
 */
export function copyText(event) {
  const selection = /** @type {Selection} */ (getSelection());
  const text = String(selection).trim();
  const range = text && selection.getRangeAt(0);
  const article = range && !event.defaultPrevented && articleOf(event, range);
  if (!article) return;

  const { countWords, write } = window.sharekit;
  const isLong = (countWords?.(text) ?? text.split(/\s+/).length) > 11;
  const link = makeLink(article, "t");
  const isWritten =
    isLong &&
    write?.(event, { text, range, source: settings.source, title: article.title, ...link });
  reportAct(article, "copy-text", isWritten ? link : {}, isLong ? "long" : "short");
}
