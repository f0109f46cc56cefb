/** Returns the path of the current page as the site reads it: see `readPath` of article.js. */
const readPath = () => unescape(location.pathname).replace(/\/?$/, "");

/** The path of the current page, as far as this script has noticed. */
let path = readPath();

/** Whether a swapped-in page is not reported yet: its article's bar may come later. */
let isDue = false;

/** Reports a swapped-in page as soon as its article's bar is there. */
const announce = () => {
  const next = readPath();
  isDue ||= next !== path;
  path = next;
  // Turbo's preview from its cache is not a page view.
  if (!isDue || document.documentElement.matches("[data-turbo-preview]")) return;
  if (sharekit._tools._articleHere()) {
    isDue = false;
    sharekit.pageview();
  }
};

/**
 * Loads more.js for added buttons of the site. Before copy.js is there, this is left to copy.js.
 * @param {MutationRecord[]} changes
 */
const prepare = (changes) => {
  const buttons = "button:is([data-sharekit-copy],[data-sharekit-opt-out])";
  if (
    sharekit._loadMore &&
    // By its class: a form's own `querySelector` may be a field of a comment.
    changes.some(({ target }) => Object.getPrototypeOf(target).querySelector.call(target, buttons))
  ) {
    sharekit._loadMore();
  }
};

// If sharekit.js is blocked there is nothing to do, and once is enough: Turbo and htmx evaluate the
// scripts of a page's body each time they show it.
if (window.sharekit?._tools && !sharekit._isWatching) {
  sharekit._isWatching = true;
  // Whatever swaps in a page changes the document, after the address or just before it.
  new MutationObserver((changes) => {
    try {
      prepare(changes);
      announce();
    } catch {}
  }).observe(document, { childList: true, subtree: true });
  // Back and forward are not page views; routers may dispatch such events themselves.
  addEventListener(
    "popstate",
    ({ isTrusted }) => {
      if (!isTrusted) return;
      path = readPath();
      isDue = false;
    },
    true,
  );
}
