import { fetchDocument, fetchParts, insert } from "./parts.js";

/**
 * Shows the QR code of a link in a dialog.
 * @param {import("../sharekit/pass.js").Asked} asked
 * @returns {Promise<boolean>} whether there is a picture to show
 */
export const showCode = async ({ _article, _link, _button }) => {
  // A button in the menu disappears with the menu.
  const place = _button.closest(".sharekit-menu") ?? _button;
  /** @type {HTMLDialogElement} */
  const dialog = insert(await fetchParts(_article), ".sharekit-dialog", place);
  const [image] = dialog.querySelectorAll("img");
  const [download] = dialog.querySelectorAll("a");
  try {
    // The address is that of the server, since the button's own may come from a commenter. The link
    // is in the body, since addresses of requests are in the logs of servers, beside IP addresses.
    const path = /** @type {string} */ (download.getAttribute("href"));
    const answer = await fetchDocument(path, _link._address);
    // Not the page of a login, to which the request may have been redirected: null throws.
    const code = /** @type {Element} */ (answer.querySelector("svg:root"));
    download.href = URL.createObjectURL(new Blob([code.outerHTML], { type: "image/svg+xml" }));
    // An inline picture needs no `img-src` for blobs from the site's Content-Security-Policy.
    code.ariaLabel = image.alt;
    image.replaceWith(code);
  } catch {
    dialog.remove();
    return false;
  }
  dialog.addEventListener("close", () => {
    URL.revokeObjectURL(download.href);
    dialog.remove();
  });
  dialog.showModal();
  return true;
};
