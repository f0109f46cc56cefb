import { writeClipboard } from "./clipboard.js";
import { hush, say } from "./say.js";
import { settings, storage } from "./tools.js";

let isNeverHere = false;

/** Tells whether the reader wants no source lines. */
export const isNever = () => isNeverHere || "sharekit:never" in storage;

/**
 * The path of the page whose first source line has had its notice.
 * @type {string | undefined}
 */
let noticed;

let isOpen = false;

/** Closes the notice: what it speaks of is no longer on the clipboard. */
export const closeNotice = () => {
  if (isOpen) hush();
  isOpen = false;
};

/**
 * Tells the reader of the first source line of a page, and takes it back on request.
 * @param {string} text what was selected
 * @param {HTMLTemplateElement} template the same, with its source line behind it
 * @param {import("./link.js").Link} link
 */
export const showNotice = (text, template, [, token]) => {
  if (noticed === location.pathname) return;
  noticed = location.pathname;
  isOpen = true;
  const remove = () => {
    template.content.lastChild?.remove();
    writeClipboard(text, template.innerHTML);
  };
  const [added, removed, never] = settings.notice.split("|");
  say(added, [
    [removed, remove],
    [
      never,
      () => {
        isNeverHere = true;
        // Where tokens are kept, so may this be.
        if ("sharekit:own:" + token in storage) storage["sharekit:never"] = "{}";
        remove();
      },
    ],
  ]);
};
