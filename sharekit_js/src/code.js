import { fetchParts, insert } from "./parts.js";

/**
 * Shows the QR code of a link in a dialog. Nothing is shown, and it fails, without the picture.
 * @param {import("./pass.js").Asked} asked
 */
export const showCode = async ([article, , , , button]) => {
  // A button in the menu is gone with it.
  const place = button.closest(".sharekit-menu") ?? button;
  // It was marked for this act, and another press will mark it for another.
  const { href } = /** @type {HTMLAnchorElement} */ (button);
  const parts = await fetchParts(article);
  /** @type {HTMLDialogElement} */
  const dialog = insert(parts, ".sharekit-dialog", place);
  const [image] = dialog.querySelectorAll("img");
  const [download] = dialog.querySelectorAll("a");
  dialog.addEventListener("close", () => dialog.remove());
  try {
    image.src = href;
    download.href = href + "&download=1";
    await image.decode();
    dialog.showModal();
  } catch (error) {
    dialog.remove();
    throw error;
  }
};
