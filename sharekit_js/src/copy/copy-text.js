import { click } from "../shared/click.js";
import { holds, parentOf } from "../shared/holds.js";
import { fill } from "../shared/html.js";
import { makeLine } from "../shared/line.js";
import { articlesIn, device, makeLink, read, reportAct, settings } from "../shared/tools.js";
import { UNTOUCHED } from "../shared/untouched.js";
import { later } from "./later.js";

/**
 * Counts a copied passage, and adds its source line if it is long enough, in the same two formats
 * that the browser would write. Elsewhere it throws or returns early, and the browser copies.
 * @param {any} event
 */
export const copyText = (event) => {
  const selection = /** @type {Selection} */ (getSelection());
  const text = String(selection).trim();
  // Only Firefox has several ranges; more.js writes them all.
  const range = selection.getRangeAt(0);

  let around = /** @type {any} */ (range.startContainer);
  if (!around.closest) around = around.parentNode;
  const block = around.closest("[id]");
  // A triple click selects up to the start of the next block, outside the block of the text.
  while (!around.contains(range.endContainer) && !holds(around, text)) {
    around = parentOf(around);
  }
  const home = around.closest("[data-sharekit-article],:has([data-sharekit])");
  const named = read(home.dataset.sharekitArticle);
  const [article, ...others] = /** @type {Article[]} */ (named ? [named] : articlesIn(home));
  const mode = around.closest("[data-sharekit-mode]")?.dataset.sharekitMode ?? settings.mode;
  if (
    click?.eventPhase ||
    event.defaultPrevented ||
    event.target.select ||
    mode === "off" ||
    text[1e5] ||
    around.closest(UNTOUCHED) ||
    others.some((other) => other.address !== article.address)
  ) {
    return;
  }
  if (!text) return later().push(event);

  const isLong = text.split(/\s+/)[11];
  const link = makeLink(article, "t");
  const template = document.createElement("template");
  if (isLong && mode !== "count" && !device["sharekit:never"]) {
    fill(home, template.content, [range]);
  }
  const isMarked = holds(template.content, text);
  if (
    reportAct(
      article,
      "copy-text",
      isMarked ? link : undefined,
      isLong ? "long" : "short",
      (home !== block && home.contains(block) && [...block.id].slice(0, 64).join("")) || undefined,
    ) &&
    isMarked
  ) {
    const line = makeLine(article, link);
    template.content.append(line);
    event.clipboardData.setData("text/html", template.innerHTML);
    event.clipboardData.setData("text/plain", text + "\n\n" + line.textContent);
    event.preventDefault();
    if (settings.notice) later().push({ _text: text, _template: template, _link: link });
  }
};
