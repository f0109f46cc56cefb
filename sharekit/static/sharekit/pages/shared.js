// Opens a shared report with the secret in the page's address, which no log of a server contains.
"use strict";

(() => {
  const form = document.querySelector("form");
  const secret = location.hash.slice(1);
  if (secret && !form.hasAttribute("data-sharekit-failed")) {
    form.elements.secret.value = secret;
    // With the secret behind the #, so that the opened page can be bookmarked.
    form.action = location.href;
    form.hidden = true;
    form.submit();
  }
})();
