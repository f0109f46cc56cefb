/** What sharekit.js lends us. */
export const [settings, read, articlesIn, makeLink, reportAct, device, enqueue, load] =
  sharekit.tools;
