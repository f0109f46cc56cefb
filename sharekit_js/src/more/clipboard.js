/**
 * The text to be copied by execCommand, while that runs.
 * @type {{text: string, html?: string} | undefined}
 */
let pending;

/**
 * Copies by execCommand, which needs no permission and no HTTPS: the browser dispatches a copy
 * event.
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
 * Handles a copy event of execCommand, before the page does.
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
 * Writes to the clipboard, by execCommand or the asynchronous API.
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
