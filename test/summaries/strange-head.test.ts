import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'انقطاع المياه عن أحياء المرفأ يومين';
const lead = 'المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين، وفق مؤسسة مياه الساحل.';
const next = 'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.';
const summaryOf = (opening: string, ...more: string[]): string =>
  summariseParagraphs({ title, paragraphs: [opening, next, ...more] }).summary;

describe('names before the first words of an article that has no word of them again', () => {
  test.each([
    'خيمة السرد - هنا الأسعد - ',
    'سنديان الجبل / رنا خليل / ',
    'شبكة السنديان الإخبارية (عمّان) -- ',
    'سنديان نيوز: ',
  ])('are in no summary: %s', (head) => {
    const summary = summaryOf(head + lead);
    expect(summary).toContain(lead);
    expect(summary).not.toContain(head.trim());
    expect(summary.startsWith('المياه ستنقطع')).toBe(true);
  });

  const told = 'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.';
  test.each([
    'وهران: فدوى بن عمار ',
    'الحلة/ ندى الراشدي: ',
    'نيالا : صحيفة القسطاس ',
    'دفتر أحوال – آسفي ',
    'سنديان الجبل – حمص ',
  ])('nor where nothing parts the last of them from the verb: %s', (head) => {
    expect(summaryOf(head + told).startsWith(told)).toBe(true);
  });

  test.each([
    ['who the story speaks of', 'وهران: مدير المؤسسة أعلن انقطاع المياه عن أحياء المرفأ ثلاثة أيام من صباح الأحد.'],
    ['who speaks', 'وهران: فدوى بن عمار قالت إن المياه ستنقطع عن أحياء المرفأ ثلاثة أيام من صباح الأحد.'],
  ])('but not %s', (_, opening) => {
    expect(summaryOf(opening)).toContain(opening.slice(opening.indexOf(' ') + 1, 30));
  });

  test.each([
    ['who the story goes on to speak of', 'نادي السنديان - فريق الجبل - ', 'وأحرز نادي السنديان اللقب مرتين.'],
    ['who speaks', 'هنا الأسعد: ', 'وتبدل المؤسسة خلال القطع أنبوباً عمره ستون عاماً.'],
    ['what an apposition explains', 'رنا – طبيبة – ', 'وتبدل المؤسسة خلال القطع أنبوباً عمره ستون عاماً.'],
  ])('stay where it is %s', (_, head, more) => {
    expect(summaryOf(head + lead, more)).not.toMatch(/^المياه ستنقطع/);
  });
});
