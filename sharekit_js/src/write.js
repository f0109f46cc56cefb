import { fill } from "./html.js";
import { closest } from "./passage.js";
import { settings } from "./tools.js";

/**
 * Returns a text without white space and in lower case, as pages may change both for show.
 * @param {string | null} text
 */
const bare = (text) => /** @type {string} */ (text).replace(/\s/g, "").toLowerCase();

/**
 * Writes a passage and its source line to the clipboard, as text and as HTML. When the HTML lacks
 * some of the text, the browser's own copy is left as it is; else the event's default is prevented.
 * @param {any} event
 * @param {Range} range
 * @param {string} text
 * @param {string} title
 * @param {string} address
 */
export const write = (event, range, text, title, address) => {
  const template = document.createElement("template");
  // Half a list, table or link is none: they stand around their part again.
  const parts = "a,b,strong,i,em,span,ul,ol,li,table,tbody,tr,td,th";
  fill(closest(range.commonAncestorContainer, `:not(${parts})`), template.content, range);
  if (!bare(template.content.textContent).includes(bare(text))) return;

  const [before, after] = settings.source.replace("{title}", () => title).split("{address}");
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.href = link.textContent = address;
  line.append(before, link, after);
  template.content.append(line);
  event.clipboardData.setData("text/html", template.innerHTML);
  event.clipboardData.setData("text/plain", text + "\n\n" + line.textContent);
  event.preventDefault();
};
