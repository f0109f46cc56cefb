/**
 * The last click. While its handlers run it has a phase, and what is copied then is the page's doing.
 * @type {any}
 */
export let click;

/**
 * Hears of a click, first of all.
 * @param {Event} event
 */
export const watch = (event) => {
  click = event;
};
