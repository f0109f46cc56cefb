/**
 * Counts the words of a passage, roughly from a hundred on.
 * @param {string} passage
 */
export function countWords(passage) {
  // The beginning is enough, and a copied book must not block the page.
  const text = passage.slice(0, 2000);
  // Thai, Lao, Burmese, Khmer, Japanese and Chinese put no space between words.
  if (!/[\u0e00-\u9fff]{6}/.test(text) || !Intl.Segmenter) return text.split(/\s+/).length;
  const pieces = new Intl.Segmenter([], { granularity: "word" }).segment(text);
  return [...pieces].filter(({ isWordLike }) => isWordLike).length;
}
