import { device, enqueue } from "./tools.js";

/**
 * Sends again what former pages could not, and forgets what is too old: events after 7 days, own
 * tokens after one. What has no time is the reader's choice.
 */
export const recall = () => {
  for (const name of Object.keys(device)) {
    /** @type {any} */
    let item = {};
    // What is not ours, or not whole, hinders nothing.
    try {
      item = name.startsWith("sharekit:") && JSON.parse(device[name]);
    } catch {}
    if (item.at < Date.now() - (item.fact ? 7 : 1) * 864e5) delete device[name];
    // This page's own are on their way.
    else if (item.fact && item.at < performance.timeOrigin) enqueue(item);
  }
};
