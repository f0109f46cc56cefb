// Copies an advocate's link, and opens the device's share menu. A click here counts no share.
"use strict";

(() => {
  // Without this script both buttons stay hidden.
  for (const button of document.querySelectorAll("[data-sharekit-offer-copy]")) {
    button.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-sharekit-offer-share]")) {
    button.hidden = !navigator.share;
  }

  // Turbo and htmx evaluate it again for each panel.
  const page = document.documentElement.dataset;
  if ("sharekitOffer" in page) return;
  page.sharekitOffer = "";

  /** Copies a field's text, also where a header forbids the clipboard. */
  const copy = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.focus();
      field.select();
      return document.execCommand("copy");
    }
  };

  addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-sharekit-offer-copy], [data-sharekit-offer-share]");
    if (!button) return;
    const { sharekitOfferCopy, sharekitOfferShare, sharekitOfferText } = button.dataset;
    if (sharekitOfferShare) {
      // A reader who closes the menu causes an error.
      await navigator.share({ text: sharekitOfferText, url: sharekitOfferShare }).catch(() => {});
      return;
    }
    const isCopied = await copy(document.getElementById(sharekitOfferCopy));
    const { sharekitOfferDone, sharekitOfferFailed } = button.dataset;
    const status = button.closest("section").querySelector("[role=status]");
    status.textContent = isCopied ? sharekitOfferDone : sharekitOfferFailed;
  });
})();
