/** Returns the path of the current page as the site reads it: see `readPath` of article.js. */
const readPath = () => unescape(location.pathname).replace(/\/?$/, "");

/** The path of the current page, as far as this script has noticed. */
let path = readPath();

/** Whether the path has changed and its page is not there yet: an article's bar may come later. */
let isDue = false;

/** Whether the path has changed since the document was opened. */
let hasMoved = false;

/**
 * The pages that the reader has not left: an article's address, and a test of whether its page is
 * still in the document.
 * @type {Map<string, () => boolean>}
 */
const pages = new Map();

/** The address of the article that was the current page last. */
let current = "";

/** Whether all bars of that page were there before it, as in a list: its own may come later. */
let isPartial = false;

/** The address when this script last looked. */
let seenAddress = "";

/**
 * Bars, each with its key.
 * @typedef {Map<HTMLElement, string | undefined>} Bars
 */

/**
 * The bars when this script last looked.
 * @type {Bars}
 */
let seen = new Map();

/** The bars before the reader left the last page: a page's own bars are others. */
let base = seen;

/**
 * Returns a test of whether a bar is missing in these, or has another key there, after morphing.
 * @param {Bars} bars
 * @returns {(bar: HTMLElement) => boolean}
 */
const isMissingIn = (bars) => (bar) => bars.get(bar) !== bar.dataset.sharekit;

/**
 * Reports a swapped-in page as soon as its article's bar is there. In a task of its own after the
 * change, because a router may show a page before this script gets `popstate`. Where there is no
 * article, it throws.
 */
const announce = () => {
  try {
    const next = readPath();
    isDue ||= next !== path;
    path = next;
    hasMoved ||= isDue;
    // Before, sharekit.js removes the mark with which the document was opened, at a time of its own.
    const [address, mark] = sharekit._tools._strip(location.href);
    // A new address would abort a navigation whose page a router still loads.
    if (hasMoved && mark && !window.navigation?.transition)
      history.replaceState(history.state, "", address);
    // Turbo's preview from its cache is not a page view.
    if (document.documentElement.matches("[data-turbo-preview]")) return;
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-sharekit]")]);
    const isFirst = !seenAddress;
    const isSameAddress = seenAddress === location.href;
    const before = seen;
    /** Whether no bar has gone since. */
    const isWhole = [...before.keys()].every((bar) => bar.isConnected);
    seenAddress = location.href;
    seen = new Map(all.map((bar) => [bar, bar.dataset.sharekit]));
    // Most changes concern no bar, and reading all keys takes time.
    if (isSameAddress && isWhole && !all.some(isMissingIn(before))) return;
    const others = all.filter(isMissingIn(base));
    for (const [article, isThere] of pages) isThere() || pages.delete(article);
    // Until the reader leaves the page: a router may show the next one before its address. Results of
    // a search, which come and go, are not a page.
    if (isWhole || pages.has(current)) base = seen;
    const article = /** @type {Article} */ (sharekit._tools._articleHere()).address;
    /** Whether a bar is there, and still the article's: morphing may make it that of another one. */
    const isIts = (/** @type {HTMLElement} */ bar) =>
      bar.isConnected && sharekit._tools._read(bar.dataset.sharekit)?.address === article;
    const bars = all.filter(isIts);
    if (!bars[0]) return;
    // Of the page with which the document was opened, a list came together with its own bar.
    const own = isFirst ? [] : others.filter(isIts);
    // If its own bars are there, so was the page, whatever else lists the article.
    const isNew = !pages.has(article);
    if (isDue && isNew) sharekit.pageview();
    if (isDue || article !== current) isPartial = isNew;
    // A list that stays after the article's own bar has gone does not bring the page back. One that
    // goes does not take the page along.
    if ((isDue || own[0] || isFirst) && (isNew || isPartial))
      pages.set(article, () => (own[0] ? own.some(isIts) : bars.every(isIts)));
    isDue = false;
    current = article;
    isPartial &&= !isFirst && !own[0];
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
  // Turbo writes the address of a redirect after the page, which it does not change again. A mark
  // waits until the page is loaded.
  for (const type of ["currententrychange", "navigatesuccess"])
    window.navigation?.addEventListener(type, () => setTimeout(announce));
  // Back and forward are not page views. An anchor of the same page is neither; routers may dispatch
  // such events themselves.
  addEventListener(
    "popstate",
    ({ isTrusted }) => {
      const next = readPath();
      if (!isTrusted || next === path) return;
      path = next;
      isDue = false;
    },
    true,
  );
  announce();
}
