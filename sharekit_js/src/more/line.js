import { settings } from "../shared/tools.js";

/**
 * @import {Article} from "../sharekit/article.js"
 * @import {Link} from "../sharekit/link.js"
 */

/**
 * Creates the source line of a passage, with a real link.
 * @param {Article} article
 * @param {Link} link
 */
export const makeLine = (article, link) => {
  const [before, after] = settings.source
    // The first line of a title: a comment's may have more of them, for what pastes into a terminal.
    .replace("{title}", () => /** @type {any} */ (article.title.match(/.{0,400}/)))
    .split("{address}");
  const line = document.createElement("p");
  const anchor = document.createElement("a");
  anchor.href = anchor.textContent = link._address;
  line.append(before, anchor, after);
  return line;
};
