/**
 * Calls a function with sharekit.js's functions, which the page may load before or after this module;
 * it waits at most until the document has been parsed. If sharekit.js is blocked, nothing happens.
 * @param {(sharekit: Sharekit) => void} act
 */
const use = (act) => {
  // Checks for an own property, because `<form name="sharekit">` in a comment is a property of the
  // window, too.
  const isThere = () => Object.hasOwn(window, "sharekit");
  if (isThere()) act(sharekit);
  else addEventListener("DOMContentLoaded", () => isThere() && act(sharekit));
};

export const pageview = () => use((sharekit) => sharekit.pageview());

export const consent = (/** @type {boolean} */ isGiven) =>
  use((sharekit) => sharekit.consent(isGiven));

/**
 * Writes the reader's choice.
 * @param {Record<string, any>} device
 * @param {boolean} isOut
 */
const write = (device, isOut) => {
  if (isOut) device["sharekit-off"] = 1;
  else delete device["sharekit-off"];
};

/**
 * Sets whether this browser is counted: the reader's own choice, independent of CONSENT. It is
 * remembered on the device; if the device refuses storage, until the page is left.
 * @param {boolean} isOut
 */
export const optOut = (isOut) => {
  // At once, for a script that comes later.
  try {
    write(localStorage, isOut);
  } catch {}
  use(({ consent, _tools: { _device, _flush } }) => {
    if (isOut) consent(false);
    try {
      write(_device, isOut);
    } catch {}
    // Discards the events that wait.
    _flush();
  });
};
