import { settings } from "../shared/tools.js";

/**
 * Finds an element in a bar; a comment's may be a form with a field that is named `querySelector`.
 * @param {Element} bar
 * @param {string} selector
 */
export const find = (bar, selector) => Element.prototype.querySelector.call(bar, selector);

/**
 * Fetches a document: its HTML is parsed even if Trusted Types forbid parsing to scripts, and nothing
 * in it runs or loads.
 * @param {string} address
 * @param {string} [body] what to post
 * @returns {Promise<Document>}
 */
export const fetchDocument = (address, body) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    // The page may have a `<base>` of a comment.
    request.open(body ? "POST" : "GET", new URL(address, location.href).href);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve : reject)(request.response);
    request.onerror = reject;
    request.send(body);
  });

/**
 * Fetches the rarely needed parts of an article's bar: the list of all channels, and the dialog of
 * the QR code.
 * @param {Article} article
 */
export const fetchParts = ({ _key }) => fetchDocument(settings.parts + encodeURIComponent(_key));

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
  // A page without the part, such as a login page, adds no text.
  button.after(part ?? "");
  return part;
};
