import { addressOf, tag } from "./settings.js";

/**
 * Set if the page enforces Trusted Types. The policy takes a script's name and returns the tag's
 * address, so that other code cannot use it to load anything else.
 * @type {{createScriptURL(name: string): string} | undefined}
 */
let policy;

/**
 * Loads another script. A script element works from any static host; `import()` would need CORS.
 * @param {"copy" | "more" | "menu"} name the tag's data attribute that says where it is
 */
export const load = (name) => {
  const script = document.createElement("script");
  policy ??= window.trustedTypes?.createPolicy("sharekit", { createScriptURL: addressOf });
  script.src = policy?.createScriptURL(name) ?? addressOf(name);
  script.nonce = tag.nonce;
  document.head.append(script);
};
