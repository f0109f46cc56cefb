import { addressOf, tag } from "./settings.js";

/**
 * Set if the browser has Trusted Types. The policy takes a script's name and returns the tag's
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
  try {
    policy ??= trustedTypes.createPolicy("sharekit", { createScriptURL: addressOf });
  } catch {
    // A browser without Trusted Types; `<a id="trustedTypes">` in a comment is another thing.
  }
  script.src = policy?.createScriptURL(name) ?? addressOf(name);
  script.nonce = tag.nonce;
  document.head.append(script);
};
