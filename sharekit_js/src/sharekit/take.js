/** @import {Item} from "./kept.js" */

/**
 * Takes from the queue what one request can hold, 8,192 bytes at most: everything if that is short
 * in any script (a character has at most three bytes in JSON), otherwise the first item.
 * @param {Item[]} line not empty; taken items are removed from it
 */
export const take = (line) => line.splice(0, JSON.stringify(line).length > 2700 ? 1 : 32);
