/** Returns the path of the current page as the site reads it: see `readPath` of article.js. */
const readPath = () => unescape(location.pathname).replace(/\/?$/, "");

/** The path of the current page, as far as this script has noticed. */
let path = readPath();

/** Whether a swapped-in page is not reported yet: its article's bar may come later. */
let isDue = false;

/**
 * Reports a swapped-in page as soon as its article's bar is there. In a task of its own after the
 * change, because a router may show a page before this script gets `popstate`.
 */
const announce = () => {
  try {
    const next = readPath();
    isDue ||= next !== path;
    path = next;
    // Turbo's preview from its cache is not a page view.
    if (!isDue || document.documentElement.matches("[data-turbo-preview]")) return;
    if (sharekit._tools._articleHere()) {
      isDue = false;
      sharekit.pageview();
    }
  } catch {}
};

/** Loads more.js for added buttons of the site. Before copy.js is there, this is left to copy.js. */
const prepare = () => {
  const buttons = "button:is([data-sharekit-copy],[data-sharekit-opt-out])";
  // Of the prototype: the document's own `querySelector` may be an image of a comment.
  if (sharekit._loadMore && Document.prototype.querySelector.call(document, buttons)) {
    sharekit._loadMore();
  }
};

// If sharekit.js is blocked there is nothing to do, and once is enough: Turbo and htmx evaluate the
// scripts of a page's body each time they show it.
if (window.sharekit?._tools && !sharekit._isWatching) {
  sharekit._isWatching = true;
  // Whatever swaps in a page changes the document, after the address or just before it.
  new MutationObserver(() => {
    setTimeout(announce);
    try {
      prepare();
    } catch {}
  }).observe(document, { childList: true, subtree: true });
  // Turbo writes the address of a redirect after the page, which it does not change again.
  window.navigation?.addEventListener("currententrychange", () => setTimeout(announce));
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
