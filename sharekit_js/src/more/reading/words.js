/** Thai, Lao, Tibetan, Burmese; Khmer; kana; Han. */
const UNSPACED = /[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

/**
 * Counts the words of a passage: the parts between white space, or the words that Intl.Segmenter
 * finds in scripts without spaces between words.
 * @param {string} passage
 */
export const countWords = (passage) =>
  UNSPACED.test(passage) && Intl.Segmenter
    ? [...new Intl.Segmenter([], { granularity: "word" }).segment(passage)].filter(
        (part) => part.isWordLike,
      ).length
    : passage.split(/\s+/).length;
