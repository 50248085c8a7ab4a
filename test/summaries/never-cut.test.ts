import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOwnSet } from '../../eval/own.ts';
import { countCharacters, quotations, segmentSentences, tokens } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const samples = await readOwnSet();
const sentences = samples.flatMap((sample) =>
  sample.paragraphs.flatMap((paragraph) => segmentSentences(paragraph).map((sentence) => sentence.text)),
);
const furniture = ['fbpx', 'الأكثر قراءة', 'No posts', 'إقرأوا أيضاً:', 'اشتركوا في نشرتنا البريدية ليصلكم كل جديد.'];
const broken = ['قال «لن نعود إلى القرية قبل', 'وهكذا…', '؟', '«»', '   ', 'a', '١٢٣', '((', 'ـــ', 'وقال:'];

const paragraph = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...sentences) }, fc.constantFrom(...broken, ...furniture)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' '));
const articles = fc.record({
  title: fc.constantFrom(...samples.map((sample) => sample.title), '', '…'),
  paragraphs: fc.array(fc.oneof(paragraph, fc.string()), { maxLength: 14 }),
});

const lastWord = (text: string): string | undefined => tokens(text).at(-1)?.key;

test('whatever the article, no sentence is cut, no quotation left open, no budget passed', () => {
  fc.assert(
    fc.property(articles, fc.integer({ min: 80, max: 500 }), (article, maxChars) => {
      const { summary, sentences: chosen, chars, warnings } = summariseParagraphs(article, { maxChars });
      const body = article.paragraphs.join('\n\n');
      expect(chars).toBe(countCharacters(summary));
      expect(chars).toBeLessThanOrEqual(maxChars);
      expect(summary).toBe(chosen.map((one) => one.text).join(' '));
      expect(quotations(summary)).toMatchObject({ unclosed: [], stray: [] });
      if (summary === '') expect(warnings).not.toEqual([]);
      for (const { text, start, end } of chosen) {
        expect(text).toMatch(/[.!؟?۔][”»")\]]*$|[”»"]$/);
        // In its place in the body stands the whole sentence that it was made from.
        const source = body.slice(start, end);
        expect(segmentSentences(source)).toHaveLength(1);
        if (warnings.length === 0) expect(lastWord(text)).toBe(lastWord(source.replace(/\s*\([^()]*\)/g, '')));
      }
      const order = chosen.map((one) => one.start);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }),
    { numRuns: 400, seed: 7 },
  );
}, 60_000);

test('the same article gives the same summary', () => {
  for (const sample of samples) expect(summariseParagraphs(sample)).toEqual(summariseParagraphs(sample));
});
