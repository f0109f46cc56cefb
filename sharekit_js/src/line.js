import { settings } from "./tools.js";

/**
 * @import {Article} from "./article.js"
 * @import {Link} from "./link.js"
 */

/**
 * Creates the source line of a passage, with a real link.
 * @param {Article} article
 * @param {Link} link
 */
export const makeLine = (article, link) => {
  const [before, after] = settings.source
    .replace("{title}", () => article.title)
    .split("{address}");
  const line = document.createElement("p");
  const anchor = document.createElement("a");
  anchor.href = anchor.textContent = link._address;
  line.append(before, anchor, after);
  return line;
};
