import { describe, expect, test } from 'vitest';
import { segmentSentences } from '../../../src/articles/text/index.ts';

const split = (text: string): string[] => segmentSentences(text).map((sentence) => sentence.text);

/** Texts and how many sentences a reader sees in them; `intl` is what Intl.Segmenter('ar') makes of them. */
const cases: { name: string; text: string; sentences: number; intl: number }[] = [
  {
    name: 'a title before a name',
    text: 'قالت د. هالة منصور إن النتائج جيدة. ونشرت الدراسة أمس.',
    sentences: 2,
    intl: 3,
  },
  { name: 'two titles', text: 'أمضى أ. د. فريد القاضي أربعين عاماً في القرى.', sentences: 1, intl: 3 },
  { name: 'an agency in points', text: 'ذكرت وكالة أ.ف.ب. أن الاجتماع انتهى. ولم يصدر بيان.', sentences: 2, intl: 5 },
  { name: 'before Christ', text: 'يعود المعبد إلى القرن الثالث ق.م. بحسب الباحثين.', sentences: 1, intl: 3 },
  { name: 'the sign of the era', text: 'نال الجائزة عام 1988م. وترجمت رواياته.', sentences: 2, intl: 2 },
  { name: 'a date in two eras', text: 'افتتح في 3 رجب 1415هـ. الموافق 6 كانون الأول.', sentences: 1, intl: 2 },
  { name: 'a transliterated initial', text: 'اغتيل جون إف. كينيدي عام 1963 في دالاس.', sentences: 1, intl: 2 },
  {
    name: 'a quotation of two sentences',
    text: 'قال النازح: «لن نعود. سئمنا الوعود». ثم بكى.',
    sentences: 2,
    intl: 3,
  },
  {
    name: 'curly marks, both of the closing shape',
    text: 'وصفها بأنها ”كذبة. كبيرة” أمام الحضور.',
    sentences: 1,
    intl: 2,
  },
];

describe('sentences where Intl.Segmenter fails', () => {
  test.each(cases)('$name', ({ text, sentences, intl }) => {
    const theirs = [...new Intl.Segmenter('ar', { granularity: 'sentence' }).segment(text)];
    expect(theirs).toHaveLength(intl);
    expect(split(text)).toHaveLength(sentences);
  });
});

test('a question mark within a word stands for a letter that was lost, and ends no sentence', () => {
  expect(split('تنقسم إلى كيتو?يم وتوراة. ولكل منها اسم.')).toHaveLength(2);
  expect(split('هل تأخر؟نعم تأخر.')).toHaveLength(2);
});

test('marks of direction after a full stop or a quotation hide no end, and stand in no sentence', () => {
  expect(
    split('\u202bقال الوزير إن الموازنة جاهزة.\u202c \u200fوأضاف: «لن نرفع الضرائب.»\u200f\u200e ورحّب النواب.\u202c'),
  ).toEqual(['قال الوزير إن الموازنة جاهزة.', 'وأضاف: «لن نرفع الضرائب.»', 'ورحّب النواب.']);
});

describe('sentences where both agree', () => {
  test('a question ends one, a comma and a semicolon do not', () => {
    expect(split('من يدفع؟ يدفع المشتري، عند التسلم؛ لا قبله.')).toEqual([
      'من يدفع؟',
      'يدفع المشتري، عند التسلم؛ لا قبله.',
    ]);
  });

  test('numbers keep their points', () => {
    expect(split('ارتفعت النسبة إلى 14.8 في المئة. وكانت 16.1 في آب.')).toHaveLength(2);
  });

  test('an address keeps its points', () => {
    expect(split('نشر البيان على موقع example.org أمس. ولم يوقعه أحد.')).toHaveLength(2);
  });

  test('a missing space after the full stop is understood', () => {
    expect(split('انتهت المباراة.وخرج الجمهور إلى الشوارع.')).toHaveLength(2);
  });

  test('and is none before the initial that courts leave of a surname', () => {
    expect(split('حكمت المحكمة على حمدي.س بالسجن. وغرمت رجب.ع ألف دينار.')).toHaveLength(2);
    expect(split('انتهت المباراة.و خرج الجمهور إلى الشوارع.')).toHaveLength(2);
  });

  test('an ellipsis ends nothing', () => {
    expect(split('انتظرنا… ثم انتظرنا أكثر.')).toHaveLength(1);
  });
});

test('offsets are those of the text', () => {
  const text = '  قال د. سامي: «نعم. بالطبع». \n ثم خرج. ';
  for (const sentence of segmentSentences(text)) expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
});

test('initials in quotation marks, as courts leave of names, end no sentence', () => {
  const text = 'ورد بلاغ من "سالم ع. ح." موظف في الشركة، و"رامي د. س." سائق لديها. وبدأ التحقيق.';
  expect(segmentSentences(text)).toHaveLength(2);
});
