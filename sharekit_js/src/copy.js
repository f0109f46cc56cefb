import { watch } from "./click.js";
import { copyText } from "./copy-text.js";
import { later } from "./later.js";
import { device } from "./tools.js";

sharekit._copies.push = /** @type {any} */ (copyText);
addEventListener("click", watch, true);

// A reader who selects may need more in a moment: for shadows, scripts without spaces, the article's
// own address, images, and the notice.
addEventListener(
  "selectionchange",
  () => {
    if (/** @type {any} */ (getSelection()).type === "Range") later();
  },
  true,
);

try {
  // The stylesheet shows the buttons that need a script then, now and in what comes later.
  document.documentElement.dataset.sharekitReady = "";

  // The page needs it for copies that came before us, where there is no clipboard to write to, for
  // what is kept, and for buttons of its own.
  if (
    sharekit._copies[0] ||
    !navigator.clipboard ||
    /sharekit:/.test(/** @type {any} */ (Object.keys(device))) ||
    document.querySelector("button:is([data-sharekit-copy],[data-sharekit-opt-out])")
  ) {
    later();
  }
} catch {}
