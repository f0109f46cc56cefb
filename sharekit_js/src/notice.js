import { writeClipboard } from "./clipboard.js";
import { hush, say } from "./say.js";
import { device, settings } from "./tools.js";

let isNeverHere = false;

/** Tells whether the reader wants no source lines. */
export const isNever = () => isNeverHere || "sharekit:never" in device;

/**
 * The path of the page whose first source line has had its notice.
 * @type {string | undefined}
 */
let noticed;

/**
 * A passage as it was selected, the same with its source line behind it, and the link in that line.
 * @typedef {{_text: string, _template: HTMLTemplateElement, _link: import("./link.js").Link}} Written
 */

/**
 * What the reader copied last; forgotten with the next copy.
 * @type {Written | undefined}
 */
let last;

/** Closes the notice: what it speaks of is no longer on the clipboard. */
export const closeNotice = () => {
  if (last) hush();
  last = undefined;
};

/** Writes to the clipboard what the reader selected, without its source line. */
const remove = () => {
  if (!last) return;
  const { _text, _template } = last;
  _template.content.lastChild?.remove();
  writeClipboard(_text, _template.innerHTML);
};

/**
 * Says to the reader that a source line was added, the first time on a page, and takes it back on
 * request.
 * @param {Written} written
 */
export const showNotice = (written) => {
  // A second copy may have been made while we were loaded.
  if (last) last = written;
  if (noticed === location.pathname) return;
  noticed = location.pathname;
  last = written;
  const never = () => {
    isNeverHere = true;
    // Where tokens are kept, so may this be.
    if ("sharekit:own:" + written._link._token in device) device["sharekit:never"] = "{}";
    remove();
  };
  const [added, ...names] = settings.notice.split("|");
  say(added, [
    [names[0], remove],
    [names[1], never],
  ]);
};
