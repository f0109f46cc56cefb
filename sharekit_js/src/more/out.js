/**
 * Sets whether this browser is counted: the reader's own choice, kept whatever CONSENT says.
 * @param {boolean} isWished
 */
export const optOut = (isWished) => {
  if (isWished) sharekit.consent(false);
  try {
    if (isWished) localStorage["sharekit-off"] = "1";
    else localStorage.removeItem("sharekit-off");
  } catch {}
  showChoice();
};

/** Returns whether the reader has opted out. */
const isOut = () => {
  try {
    return "sharekit-off" in localStorage;
  } catch {
    return false;
  }
};

/** Shows the choice on the page's own buttons. */
export const showChoice = () => {
  for (const button of document.querySelectorAll("button[data-sharekit-opt-out]")) {
    button.ariaPressed = String(isOut());
  }
};

/**
 * Switches the choice when a reader presses such a button.
 * @param {any} event
 */
export const chooseByButton = ({ target }) => {
  if (target.closest?.("button[data-sharekit-opt-out]")) optOut(!isOut());
};
