import fc from "fast-check";
import { expect, test } from "vitest";
import { countWords } from "../src/more/reading/words.js";

test("words are the parts between white space", () => {
  const word = fc.stringMatching(/^[A-Za-zÀ-ž’—.,-]{1,12}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1 }),
      fc.constantFrom(" ", "\n", "\u00a0"),
      (words, gap) => {
        expect(countWords(words.join(gap))).toBe(words.length);
      },
    ),
  );
});

test.each([
  ["她说燕子在空中睡觉，在空中吃饭，在空中恋爱，一年里有十个月不落地，这是真的。", true],
  ["燕子在空中睡觉。", false],
  ["นกแอ่นกินนอนและผสมพันธุ์กลางอากาศเกือบสิบเดือนในหนึ่งปีโดยไม่แตะพื้นเลย", true],
  ["นกแอ่นนอนกลางอากาศ", false],
  ["ツバメは空で眠る。", false],
  ["ツバメは空で眠り、空で食べ、空で恋をして、十か月も地面に降りない。", true],
  ["ត្រចៀកកាំ​ដេក​លើ​អាកាស", false],
  ["Én và yến ngủ trên không", false],
])("scripts without spaces count too: %s", (passage, isLong) => {
  expect(countWords(passage) > 11).toBe(isLong);
});
