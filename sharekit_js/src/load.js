import { load, settings } from "./tools.js";

/**
 * Loads more.js, once, and gives the line of what waits for it, behind the nothing that loading
 * returns: copies that hold no text, and written passages, of which there is a notice.
 */
export const more = () => {
  sharekit.later ??= [load(settings.more)];
  return sharekit.later;
};
