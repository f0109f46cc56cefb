/** @import {Item} from "./kept.js" */

/**
 * Takes from the line what one request holds, 8,192 bytes at most: all of it when that is short in
 * any script (a character has three bytes in JSON at most), else the first item.
 * @param {Item[]} line not empty; what is taken is gone from it
 */
export const take = (line) => line.splice(0, JSON.stringify(line).length > 2700 ? 1 : 32);
