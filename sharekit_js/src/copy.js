import { copyPlain, copyText } from "./copy-text.js";
import { showNative } from "./native.js";
import { recall } from "./recall.js";

const early = /** @type {ClipboardEvent[]} */ (sharekit.copies);
sharekit.copies = /** @type {any} */ ({ push: copyText });
sharekit.copy = copyPlain;
showNative();
try {
  recall();
  early.forEach(copyText);
} catch {}
