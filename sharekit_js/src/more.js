import { watch } from "./click.js";
import { answer, copyPlain } from "./clipboard.js";
import { copyAny } from "./copy-any.js";
import { copyByButton } from "./copy-button.js";
import { showNotice } from "./notice.js";
import { chooseByButton, optOut, showChoice } from "./out.js";
import { recall } from "./recall.js";

/**
 * Does what copy.js left to us.
 * @param {any} item
 */
const take = (item) => {
  try {
    if (Array.isArray(item)) showNotice(.../** @type {[any, any, any]} */ (item));
    else copyAny(item);
  } catch {}
};

const waiting = [...sharekit.copies.splice(0), .../** @type {any[]} */ (sharekit.later).slice(1)];
sharekit.copies.push = /** @type {any} */ (copyAny);
sharekit.later = { push: /** @type {any} */ (take) };
sharekit.copy = copyPlain;
sharekit.optOut = optOut;
addEventListener("copy", answer, true);
addEventListener("click", watch, true);
addEventListener("click", copyByButton);
addEventListener("click", chooseByButton);
showChoice();
waiting.forEach(take);
try {
  recall();
} catch {}
