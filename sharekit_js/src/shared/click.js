/**
 * The last click. While its handlers run it has a phase, and a copy is made by the page.
 * @type {any}
 */
export let click;

/**
 * Records a click, before all other listeners.
 * @param {Event} event
 */
export const watch = (event) => {
  click = event;
};
