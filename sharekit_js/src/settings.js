/** Our own script tag. */
export const tag = /** @type {HTMLScriptElement} */ (document.currentScript);

/** What the tag's data attributes say: every address and every text comes from there. */
export const settings = /** @type {Record<string, string>} */ (tag.dataset);

/** Whether marks are letters alone: the site wants it so, or this reader does (GPC, DNT). */
export const isBare =
  settings.privacy || navigator.globalPrivacyControl || navigator.doNotTrack === "1";
