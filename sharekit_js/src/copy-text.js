import { articleOf } from "./passage.js";
import { makeLink, reportAct } from "./tools.js";
import { countWords } from "./words.js";
import { write } from "./write.js";

/** The text that `copyPlain` copies, while it does. */
let pending = "";

/**
 * Copies a text the older way, which needs no permission and no HTTPS: the browser asks what to copy.
 * @param {string} text
 * @returns {boolean} whether it did
 */
export const copyPlain = (text) => {
  pending = text;
  document.execCommand("copy");
  const isCopied = !pending;
  pending = "";
  return isCopied;
};

/**
 * Counts a copied passage. One of 12 words or more gets its source line; only a link that was
 * written is marked.
 * @param {any} event
 */
export const copyText = (event) => {
  if (pending) {
    event.clipboardData.setData("text/plain", pending);
    event.preventDefault();
    pending = "";
    return;
  }
  const selection = /** @type {Selection} */ (getSelection());
  const text = String(selection).trim();
  const range = text && selection.getRangeAt(0);
  const article = range && !event.defaultPrevented && articleOf(event, range);
  if (!article) return;
  const isLong = countWords(text) > 11;
  const link = makeLink(article, "t");
  // An event that came before we did is over, and can only be counted.
  if (isLong && event.eventPhase) write(event, range, text, article[2], link[0]);
  reportAct(article, "copy-text", event.defaultPrevented ? link : [], isLong ? "long" : "short");
};
