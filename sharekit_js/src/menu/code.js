import { fetchParts, insert } from "./parts.js";

/**
 * Shows the QR code of a link in a dialog.
 * @param {import("../sharekit/pass.js").Asked} asked
 * @returns {Promise<boolean>} whether there is a picture to show
 */
export const showCode = async ({ _article, _link, _button }) => {
  // A button in the menu disappears with the menu.
  const place = _button.closest(".sharekit-menu") ?? _button;
  const parts = await fetchParts(_article);
  /** @type {HTMLDialogElement} */
  const dialog = insert(parts, ".sharekit-dialog", place);
  const [image] = dialog.querySelectorAll("img");
  const [download] = dialog.querySelectorAll("a");
  dialog.addEventListener("close", () => dialog.remove());
  // Uses the address that the server wrote; the button's own may come from a commenter.
  image.src = download.href + encodeURIComponent(_link._address);
  download.href = image.src + "&download=1";
  try {
    await image.decode();
  } catch {
    dialog.remove();
    return false;
  }
  dialog.showModal();
  return true;
};
