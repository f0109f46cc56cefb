import { watch } from "./click.js";
import { copyText } from "./copy-text.js";
import { more } from "./load.js";
import { storage } from "./tools.js";

sharekit.copies.push = /** @type {any} */ (copyText);
addEventListener("click", watch, true);

// More is needed for copies that came before us, where there is no clipboard to write to or a share
// menu to show, for what is kept, scripts without spaces, a printed address, shadows and buttons; and
// in Firefox, whose text of a selection has the alternative texts of images in it.
if (
  sharekit.copies[0] ||
  !navigator.clipboard ||
  /** @type {any} */ (navigator).share ||
  RegExp("sharekit:|[\u0e00-\u17ff\u3040-\u9fff]|Firefox|" + location.host).test(
    document.body.textContent + Object.keys(storage) + navigator.userAgent,
  ) ||
  [...document.all].some((element) => element.shadowRoot || element.matches("[data-sharekit-copy]"))
) {
  more();
}
