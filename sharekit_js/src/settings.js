/** Our own script tag. */
export const tag = /** @type {HTMLScriptElement} */ (document.currentScript);

/** What the tag's data attributes say: every address and every text comes from there. */
export const settings = /** @type {Record<string, string>} */ (tag.dataset);

/**
 * The device's storage, or nothing that lasts where it is refused. `sharekit-off` in it is the
 * reader's own choice not to be counted; more.js writes it.
 * @type {Record<string, any>}
 */
export let device = {};
try {
  device = localStorage;
} catch {}

/**
 * Whether marks are letters alone: the site wants it so, or this reader does (GPC, DNT, or not to be
 * counted at all).
 */
export const isBare =
  settings.privacy ||
  navigator.globalPrivacyControl ||
  /** @type {any} */ (navigator.doNotTrack) > 0 ||
  device["sharekit-off"];
