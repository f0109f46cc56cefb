import { load } from "../shared/tools.js";

/**
 * Loads more.js once, and returns the queue of what waits for it: copies without text, and written
 * passages that need a notice.
 */
export const later = () => {
  if (!sharekit._later) load("more");
  sharekit._later ??= [];
  return sharekit._later;
};
