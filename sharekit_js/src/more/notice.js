import { device, settings } from "../shared/tools.js";
import { writeClipboard } from "./clipboard.js";
import { hush, say } from "./say.js";

/** The item that keeps a reader's refusal: `consent(false)` does not delete it. */
const PLAIN = "sharekit-plain";

let isPlainHere = false;

/** Returns whether the reader has refused source lines. */
export const isPlain = () => isPlainHere || PLAIN in device;

/**
 * The path of the page whose first source line already had a notice.
 * @type {string | undefined}
 */
let noticed;

/**
 * A copied passage without its source line, as text and as HTML; reset by the next copy.
 * @type {[text: string, html: string] | undefined}
 */
let last;

/** Closes the notice, because its passage is no longer on the clipboard. */
export const closeNotice = () => {
  if (last) hush();
  last = undefined;
};

/** Writes the last passage to the clipboard without its source line. */
const undo = () => {
  if (last) writeClipboard(...last);
};

/** Does the same, and keeps on the device that the reader refuses source lines. */
const refuse = () => {
  isPlainHere = true;
  try {
    device[PLAIN] = "1";
  } catch {}
  undo();
};

/**
 * Shows the reader that a source line was added, the first time on a page, and removes it on
 * request.
 * @param {string} text the passage without it
 * @param {string} html
 */
export const showNotice = (text, html) => {
  if (noticed === location.pathname) return;
  noticed = location.pathname;
  last = [text, html];
  const [added, ...names] = settings.notice.split("|");
  say(added, [
    [names[0], undo],
    [names[1], refuse],
  ]);
};
