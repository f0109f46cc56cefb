import { call } from "./reading/nodes.js";

const STYLE = `
:host { all: initial; color-scheme: inherit }
div {
  position: fixed; z-index: 2147483647; inset-block-end: 16px; inset-inline: 16px;
  display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px;
  box-sizing: border-box; inline-size: fit-content; max-inline-size: calc(100% - 32px);
  margin-inline: auto; padding: 6px 8px 6px; padding-inline-start: 16px;
  border: 1px solid; border-radius: 8px;
  background-color: var(--sharekit-surface, Canvas); color: var(--sharekit-text, CanvasText);
  font: 15px/1.4 system-ui, sans-serif; overflow-wrap: anywhere;
}
div:empty { padding: 0; border: 0 }
div:has(button) { -webkit-user-select: none; user-select: none }
button {
  min-block-size: 32px; padding: 4px 8px; border: 0; border-radius: 4px; background: none;
  color: inherit; font: inherit; text-decoration: underline; cursor: pointer;
}
button:focus-visible { outline: 2px solid }
@media print { div { display: none } }
`;

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

/** Creates an empty box, because a live region announces only changes. */
const makeBox = () => {
  const host = document.createElement("div");
  host.dataset.sharekitIgnore = "";
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style];
  const made = document.createElement("div");
  made.role = "status";
  made.addEventListener("focusin", (event) => {
    if (event.relatedTarget) before = event.relatedTarget;
  });
  root.append(made);
  document.body.append(host);
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
  paint(/** @type {any} */ (box.getRootNode()).host);
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
