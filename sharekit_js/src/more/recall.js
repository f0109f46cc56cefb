import { device, enqueue } from "../shared/tools.js";

/**
 * Sends events that former pages could not send, and deletes old items: those with a name after 7
 * days, own tokens after one.
 */
export const recall = () => {
  for (const name of Object.keys(device)) {
    /** @type {any} */
    let item = {};
    // Ignores items of others, and incomplete items.
    try {
      item = name.startsWith("sharekit:") && JSON.parse(device[name]);
    } catch {}
    if (item.at < Date.now() - (item.name ? 7 : 1) * 864e5) delete device[name];
    // This page's own events are already queued.
    else if (item.fact && item.at < performance.timeOrigin) enqueue(item);
  }
};
