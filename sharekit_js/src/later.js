import { load } from "./tools.js";

/**
 * Loads more.js, once, and returns the line of what waits for it: copies that hold no text, and
 * written passages, of which there is a notice.
 */
export const later = () => {
  if (!sharekit._later) load("more");
  sharekit._later ??= [];
  return sharekit._later;
};
