/** Shows the buttons of the device's own share menu, hidden until we know that there is one. */
export const showNative = () => {
  for (const button of document.querySelectorAll("[data-sharekit-channel=native]")) {
    /** @type {HTMLElement} */ (button).hidden = !(/** @type {any} */ (navigator).share);
  }
};
