import { expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const saying = 'القانون يعطيهم حصة من البحر، والسور يأخذها منهم. ثلاثة رجال من الميناء قرروا ألا يسكتوا.';
const scene = [
  'يقف أبو وليد على العتبة ولا يدخل. منذ عشرين عاماً لم ير هذا الموج. «كان يصل إلى ركبتي»، يقول وهو يمسح الحبل بكفه.',
  'في الخلف، وراء الستارة، يجلس الحارس الأكبر. لم يخرج للسلام عليه.',
];
const news = [
  'لا ينقص القانون وضوحاً: للبلدة شاطئها، ومن يسده يُلاحق. لكن مسحاً أجرته جمعية في 22 قرية وجد أن 7% فقط من المداخل مفتوحة أمام صيادين، وأن ثلثي المراكب نُقلت إلى أرض خاصة.',
  'كسبت الجمعية حتى الآن 19 حكماً نهائياً، لكن خمسة فقط نُفذت.',
];

test('a feature whose opening saying tells nothing of its title goes on to what it tells of', () => {
  const { summary } = summariseParagraphs({
    title: 'حين تعود إلى الميناء الذي طردك: صيادون يطالبون بحقهم في المداخل',
    paragraphs: [saying, ...scene, ...news],
  });
  expect(summary).toContain('7% فقط من المداخل مفتوحة أمام صيادين');
  expect(summary).not.toContain('الستارة');
});
