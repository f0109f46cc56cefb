import { arrive, clean, pageview } from "./sharekit/arrival.js";
import { articleHere, read } from "./sharekit/article.js";
import { useButton } from "./sharekit/button.js";
import { consent } from "./sharekit/kept.js";
import { makeLink } from "./sharekit/link.js";
import { load } from "./sharekit/load.js";
import { strip } from "./sharekit/mark.js";
import { reportAct } from "./sharekit/pass.js";
import { enqueue, flush } from "./sharekit/send.js";
import { device, settings } from "./sharekit/settings.js";

/**
 * Wraps a function so that it never throws: the script must not disturb the page.
 * @param {(about: any) => void} act
 * @returns {(about?: any) => void}
 */
const quietly = (act) => (about) => {
  try {
    act(about);
  } catch {}
};

/**
 * Listens at the window, so that content added later works, too; before all other listeners, unless
 * it must wait for what the page does with an event.
 * @param {string} types
 * @param {(event: any) => void} act
 * @param {boolean} [isLast]
 */
const listen = (types, act, isLast) => {
  for (const type of types.split(" ")) addEventListener(type, quietly(act), !isLast);
};

// Checks for an own property, because `<form name="sharekit">` in a comment is a property of the
// window, too. Turbo and htmx evaluate the scripts of a page's body each time they show it.
if (!Object.hasOwn(window, "sharekit")) {
  window.sharekit = {
    pageview: quietly(pageview),
    consent,
    _copies: [],
    _tools: {
      _enqueue: enqueue,
      _flush: flush,
      _load: load,
      _reportAct: reportAct,
      _settings: settings,
      _articleHere: articleHere,
      _read: read,
      _device: device,
      _makeLink: makeLink,
      _strip: strip,
    },
  };
  listen("load", () =>
    setTimeout(
      quietly(() => {
        load("copy");
        clean();
      }),
      100,
    ),
  );
  listen("copy", (event) => sharekit._copies.push(event), true);
  listen("hashchange", clean);
  listen("pagehide visibilitychange", flush);
  listen("prerenderingchange", arrive);
  listen("click auxclick keypress pointerdown contextmenu", useButton);
  // A prerendered page may never be shown.
  if (document.prerendering !== true) quietly(arrive)();
}
