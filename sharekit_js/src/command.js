/**
 * Copies a text the older way, which needs no permission and no HTTPS: the browser asks what to copy.
 * @param {string} text
 * @returns {boolean} whether it did
 */
export function copyByCommand(text) {
  let isCopied = false;
  /** @param {any} event */
  const answer = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isCopied = true;
  };
  addEventListener("copy", answer, true);
  document.execCommand("copy");
  removeEventListener("copy", answer, true);
  return isCopied;
}
