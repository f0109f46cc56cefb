/**
 * Leaves this browser alone, or not: the reader's own choice, kept whatever CONSENT says.
 * @param {boolean} isWished
 */
export const optOut = (isWished) => {
  try {
    if (isWished) localStorage["sharekit:off"] = "1";
    else localStorage.removeItem("sharekit:off");
  } catch {}
};
