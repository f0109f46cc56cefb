import { click, watch } from "./shared/click.js";
import { device, load, settings } from "./shared/tools.js";

/** How long the bar says that a link was copied, in milliseconds: screen readers have read it. */
const SHOWN = 8000;

// Other scripts may dispatch a second `load` event, with which this script comes again.
if (!sharekit._loadMore) {
  let isLoading = false;

  /** Loads more.js once. */
  const loadMore = () => {
    if (!isLoading) load("more");
    isLoading = true;
  };
  sharekit._loadMore = loadMore;

  sharekit._say = (bar) => {
    const message = new Text(settings.copied);
    // A comment's bar may be a form with a field that is named `querySelector`.
    Element.prototype.querySelector.call(bar, "[role=status]")?.replaceChildren(message);
    setTimeout(() => message.remove(), SHOWN);
  };

  // Copies wait for more.js, except those that the page makes while it handles a click.
  const { _copies } = sharekit;
  _copies.push = (event) => {
    if (!click?.eventPhase) {
      _copies[_copies.length] = event;
      loadMore();
    }
    return 0;
  };
  addEventListener("click", watch, true);

  /** Loads more.js for a reader who selects something, and may soon copy it. */
  const prepare = () => {
    if (/** @type {any} */ (getSelection()).type === "Range") loadMore();
  };
  addEventListener("selectionchange", prepare, true);

  try {
    // From now on the stylesheet shows buttons that need a script, including those added later.
    document.documentElement.dataset.sharekitReady = "";
    prepare();

    // more.js answers what was copied before this script came, copies without the clipboard API,
    // sends kept events, and handles the site's own buttons.
    if (
      _copies[0] ||
      !navigator.clipboard ||
      // A header Permissions-Policy may refuse it, but not `execCommand`, which more.js has.
      /** @type {any} */ (document).featurePolicy?.allowsFeature("clipboard-write") === false ||
      /sharekit:/.test(/** @type {any} */ (Object.keys(device))) ||
      document.querySelector("button:is([data-sharekit-copy],[data-sharekit-opt-out])")
    ) {
      loadMore();
    }
  } catch {}
}
