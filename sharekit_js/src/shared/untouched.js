/** Where copies are left alone. */
export const UNTOUCHED = "[data-sharekit-ignore],kbd,samp,code,[contenteditable],pre";
