// Sees what goes wrong in a page, without asking the document for anything.
window.seen = { errors: [], isLoaded: false, scripts: [] };
document.addEventListener("load", ({ target }) => target.src && seen.scripts.push(target.src), true);
// sharekit.js loads copy.js 100 ms after the page, where it can.
addEventListener("load", () => setTimeout(() => (seen.isLoaded = true), 300));
addEventListener("error", ({ message }) => seen.errors.push(message));
addEventListener("unhandledrejection", ({ reason }) => seen.errors.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
  seen.errors.push(violatedDirective),
);
