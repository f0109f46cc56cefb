/** The path of the page that is shown, as far as we have noticed. */
let path = location.pathname;

/** Whether a page was swapped in that is not reported yet: its article's bar may come later. */
let isDue = false;

/** Announces a page that was swapped in, as soon as its article's bar is there. */
const announce = () => {
  const { pathname } = location;
  isDue ||= pathname !== path;
  path = pathname;
  // What Turbo shows from its cache until the page is there is no reading.
  if (!isDue || document.documentElement.matches("[data-turbo-preview]")) return;
  if (sharekit._tools._articleHere()) {
    isDue = false;
    sharekit.visit();
  }
};

/**
 * Loads more.js for buttons of the site's own that were added. Until copy.js is there, it will look
 * for itself.
 * @param {MutationRecord[]} changes
 */
const prepare = (changes) => {
  const buttons = "button:is([data-sharekit-copy],[data-sharekit-opt-out])";
  if (
    Object.hasOwn(sharekit._copies, "push") &&
    changes.some(({ target }) => /** @type {Element} */ (target).querySelector(buttons))
  ) {
    if (!sharekit._later) sharekit._tools._load("more");
    sharekit._later ??= [];
  }
};

// Where a reader has blocked sharekit.js there is nothing to do, and once is enough: Turbo and htmx
// evaluate the scripts of a page's body each time they show it.
if (window.sharekit?._tools && !sharekit._isWatching) {
  sharekit._isWatching = true;
  // Whatever swaps a page in changes the document, after the address or just before it.
  new MutationObserver((changes) => {
    try {
      prepare(changes);
      announce();
    } catch {}
  }).observe(document, { childList: true, subtree: true });
  // Back and forward are no readings; routers may send such events of their own.
  addEventListener(
    "popstate",
    ({ isTrusted }) => {
      if (!isTrusted) return;
      path = location.pathname;
      isDue = false;
    },
    true,
  );
}
