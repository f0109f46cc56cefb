import { showCode } from "./menu/code.js";
import { toggleMenu } from "./menu/list.js";
import { find } from "./menu/parts.js";
import { makeLink, reportAct, settings } from "./shared/tools.js";

/** @import {Asked} from "./sharekit/pass.js" */

/**
 * Shows a link in its bar, to be copied by hand.
 * @param {Element} bar
 * @param {string} address
 */
const showLink = (bar, address) =>
  find(bar, "[role=status]")?.replaceChildren(settings.failed + " " + address);

/**
 * Opens the device's share menu for an app that does not open on this device, or sharekit's menu if
 * the device has none.
 * @param {Asked} asked
 * @returns {Promise<boolean>} whether one of them is there
 */
const showOthers = async (asked) => {
  const { _article, _channel } = asked;
  if (_channel === "native" || !navigator.share) return toggleMenu(asked);
  const link = makeLink(_article, "n");
  await navigator.share({ title: _article.title, url: link._address });
  reportAct(_article, "native", link);
  return true;
};

/**
 * Handles channels that sharekit.js cannot handle itself.
 * @param {Asked} asked
 * @returns {Promise<boolean>} whether it could be done: a link was not copied when it comes here
 */
const act = async (asked) => {
  const { _article, _channel, _link } = asked;
  if (_channel === "copy-link") return false;
  if (_channel !== "print" && _channel !== "qr") return showOthers(asked);
  if (_channel === "qr" && !(await showCode(asked))) return false;
  reportAct(_article, _channel, _link);
  if (_channel === "print") print();
  return true;
};

/**
 * The button whose request is being handled: a double click is one request.
 * @type {HTMLElement | undefined}
 */
let busy;

/**
 * Handles a request of a reader, or shows the link in the bar.
 * @param {Asked} asked
 */
const answer = async (asked) => {
  if (busy === asked._button) return;
  busy = asked._button;
  const isDone = await act(asked).catch((error) => error?.name === "AbortError");
  busy = undefined;
  if (!isDone) showLink(asked._bar, asked._link._address);
};

const waiting = /** @type {Asked[]} */ (sharekit._asked);
sharekit._asked = { push: answer };
waiting.forEach(answer);
