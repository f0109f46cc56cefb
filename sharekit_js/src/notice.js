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
 * What the reader copied last, with its source line behind it; forgotten with the next copy.
 * @type {{text: string, template: HTMLTemplateElement} | undefined}
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
  const { text, template } = last;
  template.content.lastChild?.remove();
  writeClipboard(text, template.innerHTML);
};

/**
 * Tells the reader of the first source line of a page, and takes it back on request.
 * @param {string} text what was selected
 * @param {HTMLTemplateElement} template the same, with its source line behind it
 * @param {import("./link.js").Link} link
 */
export const showNotice = (text, template, [, token]) => {
  // A second copy may have been made while we were loaded.
  if (last) last = { text, template };
  if (noticed === location.pathname) return;
  noticed = location.pathname;
  last = { text, template };
  const never = () => {
    isNeverHere = true;
    // Where tokens are kept, so may this be.
    if ("sharekit:own:" + token in device) device["sharekit:never"] = "{}";
    remove();
  };
  const [added, ...names] = settings.notice.split("|");
  say(added, [
    [names[0], remove],
    [names[1], never],
  ]);
};
