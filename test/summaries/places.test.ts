import { expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { extract } from '../../src/summaries/summarise.ts';

const title = 'البلدية تفتتح محطة تنقية المياه في الوادي الشرقي';
const told = 'افتتحت بلدية الوادي الشرقي صباح الثلاثاء محطة لتنقية المياه تخدم أربعين ألفاً من سكان المدينة وقراها.';
const further = 'بلغت كلفة المحطة التي استغرق بناؤها ثلاث سنوات نحو اثني عشر مليون دولار دفع المانحون ثلثيها.';

test.each([
  ['و', `و${told}`],
  ['من جهته، ', `من جهته، ${told}`],
  ['في المقابل، و', `في المقابل، و${told}`],
  ['بيروت ـ رويترز: ', `بيروت ـ رويترز: ${told}`],
])('a sentence from whose front «%s» was taken begins in the article behind it', (_, opening) => {
  const question = 'فهل تكفي محطة واحدة لسكان المدينة كلهم في الصيف؟';
  const paragraphs = [question, opening, further];
  const body = paragraphs.join('\n\n');
  let start = 0;
  const passages = paragraphs.map((text) => {
    const passage = { kind: 'paragraph', text, start } as const;
    start += text.length + 2;
    return passage;
  });
  for (const summary of [extract(passages, title), summariseParagraphs({ title, paragraphs })]) {
    expect(summary.sentences[0]?.text).toBe(told);
    for (const { text, start, end } of summary.sentences) expect(body.slice(start, end)).toBe(text);
  }
});

test('a sentence that was mended further on stands in the article as it was written', () => {
  const written = told.replace('الثلاثاء', 'الثلاثاء (وهو يوم السوق في البلدة)');
  const paragraphs = [`و${written}`];
  const [sentence] = summariseParagraphs({ title, paragraphs }, { maxChars: 110 }).sentences;
  expect(sentence?.text).toBe(told);
  expect(paragraphs[0]?.slice(sentence?.start, sentence?.end)).toBe(written);
});

test.each([
  ['a mark of direction', '\u200f', ''],
  ['a soft hyphen', '\u00ad', ''],
  ['a control character', '\u0007', ''],
  ['half of a pair of surrogates', '\ud83d', ''],
  ['an idle joiner', '\u200c ', ' '],
  ['spaces and a mark', ' \u202b ', ' '],
])('%s within a sentence leaves its place as it is', (_, written, read) => {
  const paragraphs = [further, told].map((text) => text.replace('محطة ', `محطة${written}${read === '' ? ' ' : ''}`));
  const { sentences } = summariseParagraphs({ title, paragraphs });
  const body = paragraphs.join('\n\n');
  expect(sentences.length).toBeGreaterThan(0);
  for (const { text, start, end } of sentences) {
    const stands = body.slice(start, end).replaceAll(written, read);
    expect(stands.replace(/\s+/g, ' ')).toBe(text);
  }
});
