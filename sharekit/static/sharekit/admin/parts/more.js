// Loads the other figures of the report when they are opened. Without it, a link leads to them.
"use strict";

(() => {
  const place = document.querySelector("[data-sharekit-more]");
  if (!place) {
    return;
  }
  const details = place.closest("details");
  const status = place.querySelector("[role=status]");
  let isAsked = false;

  function ask() {
    if (!details.open || isAsked) {
      return;
    }
    const request = new XMLHttpRequest();
    isAsked = true;
    status.textContent = place.dataset.waiting;
    request.open("GET", place.dataset.sharekitMore);
    // Parses HTML even where Trusted Types forbid it to scripts; nothing in it runs.
    request.responseType = "document";
    request.onloadend = () => show(request.response?.querySelector("[data-sharekit-figures]"));
    request.send();
  }

  function show(figures) {
    if (!figures) {
      // The session has ended, or the server is away: closed and opened, it asks again.
      isAsked = false;
      status.textContent = place.dataset.failed;
      return;
    }
    const link = place.querySelector("a");
    if (link === document.activeElement) {
      details.querySelector("summary").focus({ preventScroll: true });
    }
    link.remove();
    status.className = "visually-hidden";
    status.textContent = place.dataset.shown;
    place.after(document.importNode(figures, true));
  }

  details.addEventListener("toggle", ask);
  // The browser may have opened it before.
  ask();
})();
