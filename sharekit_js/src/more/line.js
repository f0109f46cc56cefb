import { settings } from "../shared/tools.js";

/**
 * @import {Article} from "../sharekit/article.js"
 * @import {Link} from "../sharekit/link.js"
 */

/** Characters that control a terminal, or the direction of the text behind them. */
const ODD = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Creates the source line of a passage, with a real link. It has the first line of the title: a
 * comment's title may have more of them, for what pastes into a terminal.
 * @param {Article} article
 * @param {Link} link
 */
export const makeLine = (article, link) => {
  const [title] = /** @type {any} */ (article.title.match(/.{0,400}/u));
  const [before, after] = settings.source
    .split("{address}")
    .map((/** @type {string} */ text) => text.replace("{title}", () => title.replace(ODD, " ")));
  const line = document.createElement("p");
  const anchor = document.createElement("a");
  anchor.href = anchor.textContent = link._address;
  line.append(before, anchor, after);
  return line;
};
