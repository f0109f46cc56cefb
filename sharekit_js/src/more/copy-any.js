import { click } from "../shared/click.js";
import { makeLink, reportAct, settings } from "../shared/tools.js";
import { makeLine } from "./line.js";
import { isPlain, showNotice } from "./notice.js";
import { isAddress, markAs } from "./reading/address.js";
import { call, get } from "./reading/nodes.js";
import { readOwnText } from "./reading/own-text.js";
import { readPassage } from "./reading/passage.js";
import { findPlace } from "./reading/place.js";
import { rangesOf } from "./reading/ranges.js";
import { countWords } from "./reading/words.js";

/**
 * Writes both formats of a copy, instead of the browser's own.
 * @param {any} event
 * @param {string} text
 * @param {string} html
 */
const write = (event, text, html) => {
  event.clipboardData.setData("text/plain", text);
  event.clipboardData.setData("text/html", html);
  event.preventDefault();
};

/**
 * Adds the mark to a copied address of the article, and changes nothing else.
 * @param {any} event
 * @param {string} text
 * @param {import("./reading/place.js").Place} place
 * @param {boolean} mayWrite
 */
const copyAddress = (event, text, { article, block }, mayWrite) => {
  const link = makeLink(article, "c");
  const marked = mayWrite && markAs(text, link._address);
  if (!reportAct(article, "copy-link", marked ? link : undefined, undefined, block) || !marked)
    return;
  const anchor = document.createElement("a");
  anchor.href = /^https?:/.test(text) ? marked : article.address.split("//")[0] + "//" + marked;
  anchor.textContent = marked;
  write(event, marked, anchor.outerHTML);
};

/**
 * Counts a copied passage, address or image, and adds its source line to a passage that is long
 * enough, in the same two formats that the browser would write. Elsewhere it throws or returns
 * early, and the browser copies. A copy that has already ended is only counted.
 * @param {any} event
 */
export const copyAny = (event) => {
  const path = event.composedPath();
  const selection = /** @type {Selection} */ (getSelection());
  const ranges = rangesOf(selection, path);
  // Not every browser returns the text of a shadow root.
  const text = (String(selection) || ranges.join("")).trim();
  const place = text[1e5] ? undefined : findPlace(ranges, text);
  const isOver = !event.eventPhase;
  // In WebKit, and after a copy has ended, the place in a shadow root is unknown.
  const target = path[0] ?? event.target;
  const origin = get(target, "shadowRoot")?.activeElement ?? target;
  if (
    !place ||
    place.mode === "off" ||
    event.defaultPrevented ||
    get(origin, "select") ||
    (click?.eventPhase && !isOver)
  ) {
    return;
  }
  const { article, home, block } = place;
  const mayWrite = !isOver && place.mode !== "count" && !isPlain();
  if (isAddress(text, article.address)) return copyAddress(event, text, place, mayWrite);

  const hasText = /\S/.test(ranges.join(""));
  const passage = readPassage(home, ranges);
  const images = [...call(home, "querySelectorAll", "img,svg")];
  if (
    hasText
      ? passage._isUntouched
      : !images.some((image) => ranges.some((range) => range.intersectsNode(image)))
  ) {
    return;
  }
  const length = !hasText ? "image" : countWords(text) > 11 ? "long" : "short";
  const link = makeLink(article, "t");
  const own = mayWrite && length === "long" ? readOwnText(selection, passage) : undefined;
  if (reportAct(article, "copy-text", own ? link : undefined, length, block) && own) {
    const html = passage._template.innerHTML;
    const line = makeLine(article, link);
    write(event, own.trimEnd() + "\n\n" + line.textContent, html + line.outerHTML);
    if (settings.notice) showNotice(own, html);
  }
};
