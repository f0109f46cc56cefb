/**
 * Leaves this browser alone, or not: the reader's own choice, kept whatever CONSENT says.
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

/** Tells whether this browser is left alone. */
const isOut = () => {
  try {
    return "sharekit-off" in localStorage;
  } catch {
    return false;
  }
};

/** Shows on the page's own buttons what was chosen. */
export const showChoice = () => {
  for (const button of document.querySelectorAll("button[data-sharekit-opt-out]")) {
    button.ariaPressed = String(isOut());
  }
};

/**
 * Chooses the other, where a reader uses such a button.
 * @param {any} event
 */
export const chooseByButton = ({ target }) => {
  if (target.closest?.("button[data-sharekit-opt-out]")) optOut(!isOut());
};
