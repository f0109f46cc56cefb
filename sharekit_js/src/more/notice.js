import { device, settings } from "../shared/tools.js";
import { writeClipboard } from "./clipboard.js";
import { hush, say } from "./say.js";

let isNeverHere = false;

/** Returns whether the reader has turned off source lines. */
export const isNever = () => isNeverHere || "sharekit:never" in device;

/**
 * The path of the page whose first source line already had a notice.
 * @type {string | undefined}
 */
let noticed;

/**
 * A selected passage, the same with its source line, and the link in that line.
 * @typedef {{_text: string, _template: HTMLTemplateElement, _link: import("../sharekit/link.js").Link}} Written
 */

/**
 * The reader's last copied passage; reset by the next copy.
 * @type {Written | undefined}
 */
let last;

/** Closes the notice, because its passage is no longer on the clipboard. */
export const closeNotice = () => {
  if (last) hush();
  last = undefined;
};

/** Writes the selected passage to the clipboard without its source line. */
const remove = () => {
  if (!last) return;
  const { _text, _template } = last;
  _template.content.lastChild?.remove();
  writeClipboard(_text, _template.innerHTML);
};

/**
 * Shows the reader that a source line was added, the first time on a page, and removes it on
 * request.
 * @param {Written} written
 */
export const showNotice = (written) => {
  // A second copy may have been made while this script loaded.
  if (last) last = written;
  if (noticed === location.pathname) return;
  noticed = location.pathname;
  last = written;
  const never = () => {
    isNeverHere = true;
    // If tokens are kept, this choice may be kept, too.
    if ("sharekit:own:" + written._link._token in device) device["sharekit:never"] = "{}";
    remove();
  };
  const [added, ...names] = settings.notice.split("|");
  say(added, [
    [names[0], remove],
    [names[1], never],
  ]);
};
