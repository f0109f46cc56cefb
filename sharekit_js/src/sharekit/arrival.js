import { articleHere, own } from "./article.js";
import { strip } from "./mark.js";
import { report } from "./send.js";
import { device, isBare } from "./settings.js";
import { draw } from "./token.js";

/**
 * The token through which this reader came; shares and copies in this document become its children.
 * @type {string | undefined}
 */
export let parent;

/** Reads the mark from the address with which this document was opened, and reports the view. */
export const arrive = () => {
  const [{ name, type }] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType("navigation")
  );
  // An application may have changed the location since.
  let token = strip(name)[1];
  // A reader's own token is kept for a day.
  token = "sharekit:own:" + token in device ? undefined : isBare() ? token?.[0] : token;
  parent = token?.[1] && token;

  // The tag decides: a comment may contain a bar that claims this page's path.
  const article = /** @type {any} */ (own ?? articleHere());
  const referrer = document.referrer.split("/", 3).join("/");
  const id = parent && draw(11);
  // Skips reload and back_forward, but not navigate and prerender.
  if (/o/.test(type)) return;
  if (referrer === location.origin) report(article, { kind: "view" });
  else report(article, { kind: "view", id, token, referrer, entry: true }, id);
};

/** Reports a page view that is not an entry: an application has swapped in another page. */
export const pageview = () => report(/** @type {any} */ (articleHere()), { kind: "view" });

/**
 * Removes the mark from the address bar. Earlier than 100 ms after `load` Firefox would lose the
 * anchor or the text fragment; `location.replace` scrolls to an anchor that the mark had hidden. It
 * gets the whole address, because a bare `#anchor` leads to another page if this one has a `<base>`.
 * Firefox then forgets the application's state, so it is written again.
 */
export const clean = () => {
  const [address, mark] = strip(location.href);
  if (!mark) return;
  const { state } = history;
  history.replaceState(state, "", address);
  if (!location.hash || scrollY) return;
  location.replace(address);
  history.replaceState(state, "", address);
};
