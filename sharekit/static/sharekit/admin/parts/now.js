// Refreshes what happens now while its page is visible. Without it, the page says when it was read.
"use strict";

(() => {
  const place = document.querySelector("[data-sharekit-now]");
  if (!place) {
    return;
  }
  const EVERY = 15_000;
  const LONGEST = 300_000;
  /** Screen readers announce new figures once a minute at most. */
  const QUIET = 60_000;
  let wait = EVERY;
  let timer = 0;
  let isOver = false;
  let asked = Date.now();
  let said = Date.now();

  const find = (selector) => place.querySelector(selector);

  /** Names an element that can have the focus, the same in each version of the part. */
  const name = (element) => [element.id, element.localName, element.getAttribute("href"), element.dataset.table].join(" ");

  function plan(milliseconds = wait) {
    clearTimeout(timer);
    if (!isOver && !document.hidden) {
      timer = setTimeout(ask, milliseconds);
    }
  }

  function ask() {
    const request = new XMLHttpRequest();
    asked = Date.now();
    request.open("GET", place.dataset.sharekitNow);
    // Parses HTML even where Trusted Types forbid it to scripts; nothing in it runs.
    request.responseType = "document";
    request.timeout = EVERY;
    request.setRequestHeader("If-None-Match", `"${find("section").dataset.version}"`);
    request.onloadend = () => take(request);
    request.send();
  }

  function take(request) {
    const fresh = request.response?.querySelector("section[data-version]");
    const isAway = request.status === 0 || request.status === 429 || request.status >= 500;
    find("[data-sharekit-away]").hidden = !isAway;
    if (fresh) {
      show(document.importNode(fresh, true));
      wait = EVERY;
    } else if (request.status === 304) {
      wait = EVERY;
    } else if (isAway) {
      wait = Math.min(2 * wait, LONGEST);
      return plan();
    } else {
      // The session or the permission has ended.
      isOver = true;
      find("[data-sharekit-stopped]").hidden = false;
      return;
    }
    find("[data-sharekit-read]").textContent = decodeURIComponent(
      request.getResponseHeader("X-Sharekit-Read-At"),
    );
    plan();
  }

  function show(fresh) {
    const old = find("section");
    const opened = old.querySelectorAll("details");
    fresh.querySelectorAll("details").forEach((each, place) => {
      each.open = opened[place].open;
    });
    const focused = old.contains(document.activeElement) && name(document.activeElement);
    old.replaceWith(fresh);
    if (focused) {
      [...fresh.querySelectorAll("a, summary, [tabindex]")]
        .find((each) => name(each) === focused)
        ?.focus({ preventScroll: true });
    }
    if (Date.now() - said >= QUIET) {
      said = Date.now();
      find("[aria-live]").textContent = fresh.querySelector("[data-sharekit-say]").textContent;
    }
  }

  document.addEventListener("visibilitychange", () => {
    plan(Math.max(0, asked + wait - Date.now()));
  });
  plan();
})();
