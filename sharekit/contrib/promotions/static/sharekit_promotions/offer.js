// Copies an advocate's link, and opens the device's share menu. A click here counts no share.
"use strict";

(() => {
  // From the class, because a comment's <img name="querySelectorAll"> hides that of the document.
  const { execCommand, querySelectorAll } = Document.prototype;

  // Without this script both buttons stay hidden.
  for (const button of querySelectorAll.call(document, "[data-sharekit-offer-copy]")) {
    button.hidden = false;
  }
  for (const button of querySelectorAll.call(document, "[data-sharekit-offer-share]")) {
    button.hidden = !navigator.share;
  }

  // Turbo and htmx evaluate it again for each panel. No name in the page is a symbol.
  const mark = Symbol.for("sharekit.offer");
  if (globalThis[mark]) return;
  globalThis[mark] = true;

  /** Copies a field's text, also where a header forbids the clipboard. */
  const copy = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.focus();
      field.select();
      return execCommand.call(document, "copy");
    }
  };

  addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-sharekit-offer-copy], [data-sharekit-offer-share]");
    if (!button) return;
    const { sharekitOfferShare, sharekitOfferText } = button.dataset;
    if (sharekitOfferShare) {
      // A reader who closes the menu causes an error.
      await navigator.share({ text: sharekitOfferText, url: sharekitOfferShare }).catch(() => {});
      return;
    }
    // Beside the button: another element of the page may have the field's id.
    const field = button.parentElement.querySelector("input");
    const status = button.closest("section")?.querySelector("[role=status]");
    if (!field || !status) return;
    const { sharekitOfferDone, sharekitOfferFailed } = button.dataset;
    status.textContent = (await copy(field)) ? sharekitOfferDone : sharekitOfferFailed;
  });
})();
