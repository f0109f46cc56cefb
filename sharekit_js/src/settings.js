/**
 * This script's own tag. The getter is that of Document itself: `document.currentScript` is an image
 * where a comment holds `<img name="currentScript">`.
 */
export const tag = /** @type {HTMLScriptElement} */ (
  Reflect.get(Document.prototype, "currentScript", document)
);

/**
 * What the tag's data attributes said when this script began: every address and every text comes from
 * there, whatever the page does with its tag later.
 */
export const settings = Object.freeze(/** @type {Record<string, string>} */ ({ ...tag.dataset }));

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
 * Whether marks are letters only: the site wants it so, or this reader does (GPC, DNT, or not to be
 * counted at all).
 */
export const isBare =
  settings.privacy ||
  navigator.globalPrivacyControl ||
  /** @type {any} */ (navigator.doNotTrack) > 0 ||
  device["sharekit-off"];
