import { arrive, clean, visit } from "./arrival.js";
import { articleHere, articlesIn, read } from "./article.js";
import { useButton } from "./button.js";
import { consent } from "./kept.js";
import { makeLink } from "./link.js";
import { load } from "./load.js";
import { reportAct } from "./pass.js";
import { enqueue, flush } from "./send.js";
import { device, settings } from "./settings.js";

/**
 * Makes an act silent: the script in the page never throws.
 * @param {(about: any) => void} act
 * @returns {(about?: any) => void}
 */
const quietly = (act) => (about) => {
  try {
    act(about);
  } catch {}
};

/**
 * Listens at the window, so that content added later works too; first of all, unless it waits for
 * what the page does with an event.
 * @param {string} types
 * @param {(event: any) => void} act
 * @param {boolean} [isLast]
 */
const listen = (types, act, isLast) => {
  for (const type of types.split(" ")) addEventListener(type, quietly(act), !isLast);
};

const settle = () => {
  load("copy");
  clean();
};

// An own property only: a comment's `<form name="sharekit">` is one of the window, too. Turbo and htmx
// evaluate the scripts of a page's body each time they show it.
if (!Object.hasOwn(window, "sharekit")) {
  window.sharekit = {
    visit: quietly(visit),
    consent,
    _copies: [],
    _tools: {
      _settings: settings,
      _device: device,
      _read: read,
      _articlesIn: articlesIn,
      _articleHere: articleHere,
      _makeLink: makeLink,
      _reportAct: reportAct,
      _enqueue: enqueue,
      _load: load,
    },
  };
  listen("pointerdown click auxclick contextmenu keypress", useButton);
  listen("copy", (event) => sharekit._copies.push(event), true);
  listen("hashchange", clean);
  listen("pagehide visibilitychange", flush);
  listen("prerenderingchange", arrive);
  listen("load", () => setTimeout(quietly(settle), 100));
  // A page that the browser opens in advance may never be read.
  if (!document.prerendering) quietly(arrive)();
}
