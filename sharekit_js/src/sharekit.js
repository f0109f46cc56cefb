import { arrive, clean, visit } from "./arrival.js";
import { articlesIn, read } from "./article.js";
import { useButton } from "./button.js";
import { consent } from "./kept.js";
import { makeLink } from "./link.js";
import { reportAct } from "./pass.js";
import { enqueue, flush } from "./send.js";
import { device, settings, tag } from "./settings.js";

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

/** @type {any} */
let policy;

/**
 * Loads another script. A script element works from any static host, where `import()` would need
 * CORS; its address has to come from a policy where the page enforces Trusted Types.
 * @param {string} address
 */
const load = (address) => {
  const script = document.createElement("script");
  script.src = policy?.createScriptURL(address) ?? address;
  script.nonce = tag.nonce;
  document.head.append(script);
};

const settle = () => {
  load(settings.copy);
  clean();
};

if (!window.sharekit?.visit) {
  policy = window.trustedTypes?.createPolicy("sharekit", { createScriptURL: String });
  window.sharekit = {
    visit: quietly(visit),
    consent,
    copies: [],
    tools: [settings, read, articlesIn, makeLink, reportAct, device, enqueue, load],
  };
  listen("pointerdown click auxclick contextmenu keypress", useButton);
  listen("copy", (event) => sharekit.copies.push(event), true);
  listen("hashchange", clean);
  listen("pagehide visibilitychange", flush);
  listen("prerenderingchange", arrive);
  listen("load", () => setTimeout(quietly(settle), 100));
  // A page that the browser opens in advance may never be read.
  if (!document.prerendering) quietly(arrive)();
}
