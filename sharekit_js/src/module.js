/**
 * Gives a function that calls one of sharekit.js, which the page may load before or after this
 * module: at the latest when the document is read. Where it is blocked, nothing happens.
 * @param {string} name
 * @returns {(...values: any[]) => void}
 */
const lend =
  (name) =>
  (...values) => {
    // An own property only: a comment's `<form name="sharekit">` is one of the window, too.
    const find = () =>
      Object.hasOwn(window, "sharekit") ? /** @type {any} */ (window.sharekit)[name] : undefined;
    if (find()) find()(...values);
    else addEventListener("DOMContentLoaded", () => find()?.(...values));
  };

export const visit = lend("visit");
export const consent = lend("consent");

/**
 * Leaves this browser alone, or not: its reader's own choice, whatever the site's CONSENT says. The
 * device remembers it, where it remembers anything.
 * @param {boolean} isOut
 */
export const optOut = (isOut) => {
  try {
    if (isOut) localStorage["sharekit-off"] = 1;
    else delete localStorage["sharekit-off"];
  } catch {}
  if (isOut) consent(false);
};
