import { device, flush } from "../shared/tools.js";
import { findPressed } from "./reading/nodes.js";

/**
 * Sets whether this browser is counted: the reader's own choice, kept whatever CONSENT says. Where
 * the browser refuses storage, it holds until the page is left.
 * @param {boolean} isWished
 */
export const optOut = (isWished) => {
  if (isWished) sharekit.consent(false);
  try {
    if (isWished) device["sharekit-off"] = "1";
    else delete device["sharekit-off"];
  } catch {}
  // Discards the events that wait.
  if (isOut()) flush();
  showChoice();
};

const isOut = () => "sharekit-off" in device;

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
export const chooseByButton = (event) => {
  if (findPressed(event, "button[data-sharekit-opt-out]")) optOut(!isOut());
};
