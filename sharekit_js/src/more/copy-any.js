import { click } from "../shared/click.js";
import { holds } from "../shared/holds.js";
import { fill } from "../shared/html.js";
import { makeLine } from "../shared/line.js";
import { makeLink, reportAct, settings } from "../shared/tools.js";
import { isAddress, markAs } from "./address.js";
import { closeNotice, isNever, showNotice } from "./notice.js";
import { findPlace } from "./place.js";
import { rangesOf } from "./ranges.js";
import { countWords } from "./words.js";

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
 * Returns whether the content to be written contains the text of the passage, which in Firefox
 * includes the alternative texts of images. The children of an image are not written.
 * @param {DocumentFragment} content
 * @param {string} text
 */
const holdsAll = (content, text) => {
  if (holds(content, text)) return true;
  for (const image of content.querySelectorAll("img")) image.append(image.alt);
  return holds(content, text);
};

/**
 * Adds the mark to a copied address of the article, and changes nothing else.
 * @param {any} event
 * @param {string} text
 * @param {import("./place.js").Place} place
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
 * Does the same as `copyText`, and handles rare cases: shadow roots, scripts without spaces, the
 * article's own address, images, and copies that have already ended.
 * @param {any} event
 */
export const copyAny = (event) => {
  closeNotice();
  const path = event.composedPath();
  const selection = /** @type {Selection} */ (getSelection());
  const ranges = rangesOf(selection, path);
  // Not every browser returns the text of a shadow root.
  const text = (String(selection) || ranges.join("")).trim();
  const place = text[1e5] ? undefined : findPlace(ranges, text);
  const isOver = !event.eventPhase;
  // In WebKit, and after a copy has ended, the place in a shadow root is unknown.
  const target = path[0] ?? event.target;
  const origin = target.shadowRoot?.activeElement ?? target;
  if (
    !place ||
    place.mode === "off" ||
    event.defaultPrevented ||
    origin.select ||
    (click?.eventPhase && !isOver)
  ) {
    return;
  }
  const { article, home, block } = place;
  const mayWrite = !isOver && place.mode !== "count" && !isNever();
  if (isAddress(text, article.address)) return copyAddress(event, text, place, mayWrite);

  const hasText = /\S/.test(ranges.join(""));
  const images = [...home.querySelectorAll("img,svg")];
  if (!hasText && !images.some((image) => ranges.some((range) => range.intersectsNode(image)))) {
    return;
  }
  const length = !hasText ? "image" : countWords(text) > 11 ? "long" : "short";
  const link = makeLink(article, "t");
  const template = document.createElement("template");
  if (mayWrite && length === "long") fill(home, template.content, ranges);
  const isMarked = hasText && holdsAll(template.content, text);
  if (reportAct(article, "copy-text", isMarked ? link : undefined, length, block) && isMarked) {
    const line = makeLine(article, link);
    template.content.append(line);
    write(event, text + "\n\n" + line.textContent, template.innerHTML);
    if (settings.notice) showNotice({ _text: text, _template: template, _link: link });
  }
};
