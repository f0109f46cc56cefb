/**
 * The copy that the reader makes now, and not a script of the page.
 * @type {any}
 */
export let own;

/**
 * Hears of a copy first of all. Between two listeners of a reader's own, microtasks run; those of a
 * copy that a script makes (on a click, say) run when all is over.
 * @param {any} event
 */
export const watch = (event) => queueMicrotask(() => (own = event));
