import { copyOf } from "./html.js";

/**
 * Returns the source line in its pieces: text, and the link where {address} stood.
 * @param {Passage} passage
 * @param {(address: string) => string | Node} link
 */
function sourceLine({ source = "", title, address }, link) {
  return source
    .split(/(\{title\}|\{address\})/)
    .map((piece) => (piece === "{title}" ? title : piece === "{address}" ? link(address) : piece));
}

/**
 * Writes a passage and its source line to the clipboard, as text and as HTML. When the HTML cannot
 * hold all of the text, the browser's own copy is left as it is.
 * @param {ClipboardEvent} event
 * @param {Passage} passage
 */
export function write(event, passage) {
  const html = copyOf(passage.range);
  const bare = (/** @type {string | null} */ text) => text?.replace(/\s+/g, "").toLowerCase() ?? "";
  if (!event.clipboardData || !bare(html.textContent).includes(bare(passage.text))) return false;

  const line = html.ownerDocument.createElement("p");
  line.append(
    ...sourceLine(passage, (address) => {
      const link = html.ownerDocument.createElement("a");
      link.setAttribute("href", address);
      link.append(address);
      return link;
    }),
  );
  html.append(line);
  event.clipboardData.setData("text/html", html.innerHTML);
  event.clipboardData.setData(
    "text/plain",
    `${passage.text}\n\n${sourceLine(passage, String).join("")}`,
  );
  event.preventDefault();
  return true;
}
