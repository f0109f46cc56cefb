/**
 * This script's own tag. The getter is that of Document itself, because `document.currentScript` is
 * an image if a comment contains `<img name="currentScript">`.
 */
export const tag = /** @type {HTMLScriptElement} */ (
  Reflect.get(Document.prototype, "currentScript", document)
);

/**
 * The tag's data attributes when this script began: every address and every text comes from them,
 * whatever the page does with its tag later.
 */
export const settings = Object.freeze(
  /** @type {Record<string, any>} */ ({ __proto__: null, ...tag.dataset }),
);

/**
 * Returns an address from the tag, as the page's own address completes it: a `<base>` in a comment
 * does not. A text, because scripts that wrap `fetch` often expect one.
 * @param {string} name the attribute's
 */
export const addressOf = (name) => String(new URL(settings[name], location.href));

/**
 * The device's storage, or a temporary object if storage is refused. `sharekit-off` in it is the
 * reader's own choice not to be counted; more.js writes it.
 * @type {Record<string, any>}
 */
export let device = {};
try {
  // It is null in a WebView whose app has not turned it on.
  device = localStorage ?? device;
} catch {}

/**
 * Returns whether marks are letters only: because the site or the reader wants it (GPC, DNT, or not
 * to be counted at all). The reader may change this in another tab, or while a page is open.
 */
export const isBare = () =>
  /** @type {any} */ (navigator.doNotTrack) > 0 ||
  navigator.globalPrivacyControl ||
  device["sharekit-off"] ||
  settings.privacy;
