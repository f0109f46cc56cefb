/**
 * What is to be copied the older way, while it is.
 * @type {{text: string, html?: string} | undefined}
 */
let pending;

/**
 * Copies the older way, which needs no permission and no HTTPS: the browser asks what to copy.
 * @param {string} text
 * @param {string} [html]
 * @returns {boolean} whether it did
 */
export const copyPlain = (text, html) => {
  pending = { text, html };
  document.execCommand("copy");
  const isCopied = !pending;
  pending = undefined;
  return isCopied;
};

/**
 * Answers a copy of the older way, before the page hears of it.
 * @param {any} event
 */
export const answer = (event) => {
  if (!pending) return;
  event.clipboardData.setData("text/plain", pending.text);
  if (pending.html) event.clipboardData.setData("text/html", pending.html);
  event.preventDefault();
  event.stopImmediatePropagation();
  pending = undefined;
};

/**
 * Writes to the clipboard, one way or the other.
 * @param {string} text
 * @param {string} [html]
 * @returns {Promise<boolean>} whether it did
 */
export const writeClipboard = async (text, html) => {
  try {
    if (!html) await navigator.clipboard.writeText(text);
    else {
      const item = new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      });
      await navigator.clipboard.write([item]);
    }
    return true;
  } catch {
    return copyPlain(text, html);
  }
};
