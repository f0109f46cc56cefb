import { call } from "./reading/nodes.js";
import style from "./say.css";

/**
 * The box at the bottom of the window: a live region, in a shadow root that the page's styles
 * cannot reach.
 * @type {HTMLElement | undefined}
 */
let box;

/**
 * The element that had the focus before the box.
 * @type {any}
 */
let before;

/** @type {ReturnType<typeof setTimeout>} */
let timer;

/** Returns whether the reader's focus is in the box. */
const isFocused = () => box?.matches(":focus-within");

/** Empties the box, and returns the focus. */
export const hush = () => {
  const hadFocus = isFocused();
  clearTimeout(timer);
  box?.replaceChildren();
  if (hadFocus && before) call(before, "focus");
};

/** Keeps the box for 10 more seconds, and as long as the reader's pointer or focus is in it. */
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(() => (box?.matches(":hover") || isFocused() ? wait() : hush()), 10_000);
};

/**
 * Gives an element the colours that the site's styles give to a bar at the end of the page: those of a
 * real bar may be a comment's.
 * @param {HTMLElement} host
 */
const paint = ({ style }) => {
  const bar = document.createElement("div");
  bar.className = "sharekit";
  bar.hidden = true;
  document.body.append(bar);
  for (const name of ["--sharekit-surface", "--sharekit-text"])
    style.setProperty(name, getComputedStyle(bar).getPropertyValue(name));
  bar.remove();
};

/**
 * Puts the box where the reader can see and press it: a modal dialog lies over all else, which takes
 * no part in the page then. No script can ask which of several is the upper one, but only that one
 * can have the focus, and the reader selects in it.
 * @param {HTMLElement} host
 */
const place = (host) => {
  // `:is` forgives browsers before 2022, which lack `:modal`.
  const modals = [...document.querySelectorAll("dialog:is(:modal)")].reverse();
  const selected = getSelection()?.anchorNode ?? null;
  const there =
    modals.find((modal) => modal.matches(":focus-within")) ??
    modals.find((modal) => modal.contains(selected)) ??
    modals[0] ??
    document.body;
  if (host.parentNode !== there) there.append(host);
};

/** Creates an empty box, because a live region announces only changes. */
const makeBox = () => {
  const host = document.createElement("div");
  host.dataset.sharekitIgnore = "";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const made = document.createElement("div");
  made.role = "status";
  made.addEventListener("focusin", (event) => {
    if (event.relatedTarget) before = event.relatedTarget;
  });
  root.append(made);
  // Readers who tab through the page need time to reach the box.
  addEventListener("keydown", ({ key }) => {
    // Escape also before the message is there.
    if (key === "Escape") hush();
    else if (box?.firstChild) wait();
  });
  return made;
};

/**
 * Shows a message to all readers, including screen readers, without taking the focus.
 * @param {string} text
 * @param {[name: string, act: () => void][]} [choices] buttons; any of them ends it
 */
export const say = (text, choices = []) => {
  // Swapping the page has removed the box.
  if (!box?.isConnected) box = makeBox();
  const { host } = /** @type {any} */ (box.getRootNode());
  place(host);
  paint(host);
  const span = document.createElement("span");
  span.textContent = text;
  const buttons = choices.map(([name, act]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      act();
      hush();
    });
    return button;
  });
  clearTimeout(timer);
  timer = setTimeout(() => {
    box?.replaceChildren(span, ...buttons);
    wait();
  }, 100);
};
