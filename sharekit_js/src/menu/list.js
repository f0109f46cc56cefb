import { fetchParts, find, insert } from "./parts.js";

/** Pixels between the menu and its button, and between the menu and the edges of the window. */
const GAP = 8;

/** The minimum height of a menu in pixels, even in a smaller window. */
const LEAST = 120;

/**
 * The menu that was opened last, and its button.
 * @type {HTMLElement | undefined}
 */
let menu;
/** @type {HTMLElement | undefined} */
let opener;

/**
 * Whether the button is being pressed while its menu is open: the browser then closes the menu
 * itself.
 */
let isClosing = false;

const isOpen = () => menu?.matches(":popover-open");

/** Closes the menu and returns a focus inside it to the button. */
const close = () => isOpen() && menu?.hidePopover();

/**
 * Puts the menu below its button, or above it if there is more room, and inside the window; the
 * rest scrolls.
 */
const place = () => {
  if (!menu || !opener) return;
  const { style } = menu;
  style.maxHeight = "";
  const { top, bottom, left, right } = opener.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = clientHeight - bottom - 2 * GAP;
  const above = top - 2 * GAP;
  const isBelow = height <= below || below >= above;
  const room = Math.max(LEAST, isBelow ? below : above);
  const start = getComputedStyle(menu).direction === "rtl" ? right - width : left;
  style.maxHeight = room + "px";
  style.left = Math.max(GAP, Math.min(start, clientWidth - width - GAP)) + scrollX + "px";
  style.top = (isBelow ? bottom + GAP : top - GAP - Math.min(height, room)) + scrollY + "px";
};

/**
 * Opens or closes the menu of a bar at a button: a list of links that is shown on request, as in
 * https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/. `role=menu` would turn the links into items
 * of an application. It holds the channels that the bar lacks.
 * @param {import("../sharekit/pass.js").Asked} asked
 * @returns {Promise<boolean>} whether there is a menu: not in older browsers, and not without channels
 */
export const toggleMenu = async ({ _article, _bar, _button }) => {
  const wasOpen = isOpen() || isClosing;
  close();
  if (wasOpen && _button === opener) {
    isClosing = false;
    return true;
  }
  // Older browsers would show it inside the bar.
  if (!_button.showPopover) return false;
  opener = _button;
  menu = /** @type {any} */ (find(_bar, ".sharekit-menu"));
  if (!menu) {
    menu = insert(await fetchParts(_article), ".sharekit-menu", _button);
    for (const link of menu.querySelectorAll("a")) {
      const channel = `:scope > [data-sharekit-channel="${link.dataset.sharekitChannel}"]`;
      // Skips channels that the bar has, and those that do not work on this device.
      if (find(_bar, channel) || getComputedStyle(link).display === "none") {
        link.parentElement?.remove();
      }
    }
    if (!menu.firstElementChild) {
      menu.remove();
      return false;
    }
  }
  menu.showPopover();
  place();
  return true;
};

addEventListener(
  "toggle",
  ({ target, newState }) => {
    if (target === menu) opener?.setAttribute("aria-expanded", String(newState === "open"));
  },
  true,
);
addEventListener(
  "pointerdown",
  ({ target }) => {
    isClosing = !!isOpen() && !!opener?.contains(/** @type {Node} */ (target));
  },
  true,
);
addEventListener("keydown", () => {
  isClosing = false;
});
// Tab leaves the list, and an open list would cover the element that then has the focus.
addEventListener("focusin", ({ target }) => {
  if (target !== opener && !menu?.contains(/** @type {Node} */ (target))) close();
});
addEventListener("click", ({ target }) => {
  // Waits until the browser has followed the link.
  if (menu?.contains(/** @type {Node} */ (target))) setTimeout(close);
});
addEventListener("resize", () => isOpen() && place());
