import { settings, tag } from "./settings.js";

/**
 * Where the page enforces Trusted Types. It takes a script's name and passes what the tag says, so
 * that whoever gets hold of it loads nothing else.
 * @type {{createScriptURL(name: string): string} | undefined}
 */
let policy;

/**
 * Loads another script. A script element works from any static host, where `import()` would need
 * CORS.
 * @param {"copy" | "more" | "menu"} name the tag's data attribute that says where it is
 */
export const load = (name) => {
  const script = document.createElement("script");
  policy ??= window.trustedTypes?.createPolicy("sharekit", {
    createScriptURL: (/** @type {string} */ name) => settings[name],
  });
  script.src = policy?.createScriptURL(name) ?? settings[name];
  script.nonce = tag.nonce;
  document.head.append(script);
};
