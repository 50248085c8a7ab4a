import { describe, expect, test } from 'vitest';
import { storyWords } from '../../src/messages/telegram-html.ts';

const bare = (html: string): string => html.replace(/[\u2066-\u2069]/g, '');

describe('a story’s own words on Telegram', () => {
  test.each([
    ['أعلنت الشركة على حسابها @OpenAI أن النموذج متاح.', '@OpenAI', '@\u200EOpenAI'],
    ['@OpenAI أعلنت ذلك.', '@OpenAI', '@\u200EOpenAI'],
    ['كتب المتظاهرون /stop على الجدار.', '/stop', '/\u200Estop'],
  ])('«%s» holds nothing that a touch would open', (summary, was, is) => {
    const { html, length } = storyWords(summary);
    expect(bare(html)).toContain(is);
    expect(html).not.toContain(was);
    expect(length).toBe(html.length);
  });

  test.each([
    'التفاصيل على https://example.org/@desk/story/1 اليوم.',
    'راسلوا desk@example.org أو زوروا example.org/news.',
    'بلغت السرعة 50 km/h في 24/7.',
  ])('«%s» stays as it is', (summary) => {
    expect(storyWords(summary).html).not.toContain('\u200E');
  });
});
