import { settings, tag } from "./settings.js";

/**
 * Loads copy.js. A script element works from any static host, where `import()` would need CORS; its
 * address has to come from a policy where the page enforces Trusted Types.
 */
export function loadCopy() {
  const script = document.createElement("script");
  const policy = { createScriptURL: (_ = "") => /** @type {string} */ (settings.copy) };
  script.src = (window.trustedTypes?.createPolicy("sharekit", policy) ?? policy).createScriptURL(
    "",
  );
  script.nonce = tag.nonce;
  document.head.append(script);
}
