import { copyText } from "./copy/copy-text.js";
import { later } from "./copy/later.js";
import { watch } from "./shared/click.js";
import { device } from "./shared/tools.js";

sharekit._copies.push = /** @type {any} */ (copyText);
addEventListener("click", watch, true);

// A reader who selects text may soon need more.js: for shadow roots, scripts without spaces, the
// article's own address, images, and the notice.
addEventListener(
  "selectionchange",
  () => {
    if (/** @type {any} */ (getSelection()).type === "Range") later();
  },
  true,
);

try {
  // From now on the stylesheet shows buttons that need a script, including those added later.
  document.documentElement.dataset.sharekitReady = "";

  // The page needs more.js for copies made before this script loaded, if there is no clipboard API,
  // for kept events, and for the site's own buttons.
  if (
    sharekit._copies[0] ||
    !navigator.clipboard ||
    /sharekit:/.test(/** @type {any} */ (Object.keys(device))) ||
    document.querySelector("button:is([data-sharekit-copy],[data-sharekit-opt-out])")
  ) {
    later();
  }
} catch {}
