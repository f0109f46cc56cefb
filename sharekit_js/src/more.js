import { answer, copyPlain } from "./more/clipboard.js";
import { copyAny } from "./more/copy-any.js";
import { copyByButton } from "./more/copy-button.js";
import { closeNotice } from "./more/notice.js";
import { chooseByButton, optOut, showChoice } from "./more/out.js";
import { recall } from "./more/recall.js";
import { watch } from "./shared/click.js";

/**
 * Handles a copy, and leaves it to the browser where that fails.
 * @param {ClipboardEvent} event
 */
const take = (event) => {
  try {
    copyAny(event);
  } catch {}
};

const waiting = sharekit._copies.splice(0);
sharekit._copies.push = /** @type {any} */ (take);
sharekit._copy = copyPlain;
sharekit.optOut = optOut;
// Before the next listener, which may be the last one of a copy.
addEventListener("copy", closeNotice, true);
addEventListener("cut", closeNotice, true);
addEventListener("copy", answer, true);
addEventListener("click", watch, true);
addEventListener("click", copyByButton);
addEventListener("click", chooseByButton);
// The reader may choose in another tab, or before coming back to this page.
addEventListener("storage", showChoice);
addEventListener("pageshow", showChoice);
waiting.forEach(take);
try {
  showChoice();
  recall();
} catch {}
