import { arrive, clean, visit } from "./arrival.js";
import { useButton } from "./button.js";
import { copyText } from "./copy-text.js";
import { consent, recall } from "./kept.js";
import { loadCopy } from "./load-copy.js";
import { showNative } from "./native.js";
import { enqueue, flush } from "./send.js";

/**
 * Makes an act silent: the script in the page never throws.
 * @param {(about: any) => void} act
 * @returns {(about?: unknown) => void}
 */
function quietly(act) {
  return (about) => {
    try {
      act(about);
    } catch {}
  };
}

/**
 * Listens at the window, so that content added later works too; first of all, unless it waits for
 * what the page does with an event.
 * @param {string} types
 * @param {(event: any) => void} act
 * @param {boolean} [isLast]
 */
function listen(types, act, isLast) {
  for (const type of types.split(" ")) addEventListener(type, quietly(act), !isLast);
}

if (!window.sharekit?.visit) {
  window.sharekit = { visit: quietly(visit), consent: quietly(consent) };
  listen("pointerdown click auxclick contextmenu", useButton);
  listen("copy", copyText, true);
  listen("hashchange", clean);
  listen("pagehide visibilitychange", flush);
  listen("load", () => {
    setTimeout(quietly(clean), 100);
    setTimeout(quietly(loadCopy), 100);
  });
  quietly(() => recall().forEach(enqueue))();
  flush();
  // A page that the browser opens in advance may never be read.
  listen("prerenderingchange", arrive);
  if (!document.prerendering) quietly(arrive)();
  if ("share" in navigator) {
    showNative();
    new MutationObserver(showNative).observe(document, { childList: true, subtree: true });
  }
}
