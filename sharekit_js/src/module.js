/**
 * Returns a function that calls one of sharekit.js, which the page may load before or after this
 * module; a call waits at most until the document has been parsed. If sharekit.js is blocked,
 * nothing happens.
 * @param {string} name
 * @returns {(...values: any[]) => void}
 */
const lend =
  (name) =>
  (...values) => {
    // Checks for an own property, because `<form name="sharekit">` in a comment is a property of
    // the window, too.
    const find = () =>
      Object.hasOwn(window, "sharekit") ? /** @type {any} */ (window.sharekit)[name] : undefined;
    if (find()) find()(...values);
    else addEventListener("DOMContentLoaded", () => find()?.(...values));
  };

export const pageview = lend("pageview");
export const consent = lend("consent");

/**
 * Sets whether this browser is counted: the reader's own choice, independent of CONSENT. It is
 * remembered on the device, if the device allows storage.
 * @param {boolean} isOut
 */
export const optOut = (isOut) => {
  try {
    if (isOut) localStorage["sharekit-off"] = 1;
    else delete localStorage["sharekit-off"];
  } catch {}
  if (isOut) consent(false);
};
