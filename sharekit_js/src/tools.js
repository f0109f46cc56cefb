/** What sharekit.js lends us. */
export const [settings, read, articlesIn, makeLink, reportAct, storage, enqueue, load] =
  sharekit.tools;
