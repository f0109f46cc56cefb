import { settings } from "../shared/tools.js";

/**
 * Fetches the rarely needed parts of an article's bar: the list of all channels, and the dialog of
 * the QR code. A request for a document parses HTML even if Trusted Types forbid parsing to
 * scripts; nothing in the document runs or loads.
 * @param {Article} article
 * @returns {Promise<Document>}
 */
export const fetchParts = ({ _key }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", settings.parts + encodeURIComponent(_key));
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve : reject)(request.response);
    request.onerror = reject;
    request.send();
  });

/**
 * Inserts a part after a button.
 * @template {HTMLElement} T
 * @param {Document} parts
 * @param {string} selector
 * @param {Element} button
 * @returns {T}
 */
export const insert = (parts, selector, button) => {
  const part = /** @type {T} */ (parts.querySelector(selector));
  button.after(part);
  return part;
};
