// Keeps the choice not to be counted, for the site of this page. The page's script reads it.
"use strict";

for (const place of document.querySelectorAll("[data-sharekit-not-counted]")) {
  const { sharekitNotCounted: origin } = place.dataset;
  if (!origin || origin === location.origin) {
    const [button, said] = place.children;
    const show = () => {
      const isOut = "sharekit-off" in localStorage;
      button.ariaPressed = String(isOut);
      said.textContent = isOut ? said.dataset.on : said.dataset.off;
    };
    button.addEventListener("click", () => {
      try {
        if ("sharekit-off" in localStorage) {
          delete localStorage["sharekit-off"];
        } else {
          localStorage["sharekit-off"] = "1";
        }
        show();
      } catch {
        said.textContent = said.dataset.refused;
      }
    });
    place.hidden = false;
    const link = place.nextElementSibling;
    if (link) {
      link.hidden = true;
    }
    try {
      show();
    } catch {
      said.textContent = said.dataset.refused;
    }
  }
}
