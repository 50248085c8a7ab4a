import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isolateRuns, startRight } from '../../src/messages/bidi.ts';
import { renderPush, renderWords } from '../../src/messages/index.ts';
import { useBrowser } from '../setup/browser.ts';
import { sampleContext } from './context.ts';

const visible = (text: string) =>
  text
    .replace(/\u2066/g, '⟦')
    .replace(/\u2069/g, '⟧')
    .replace(/\u200F/g, '→');

test.each([
  ['للمغادرة: /stop، وللاختيار /topics', 'للمغادرة: ⟦/stop⟧، وللاختيار ⟦/topics⟧'],
  ['/latest — أحدث القصص', '→⟦/latest⟧ — أحدث القصص'],
  ['بالعربيّة/English معاً', 'بالعربيّة/⟦English⟧ معاً'],
  ['الصفحة https://daraj.media/قصة/1، وغيرها.', 'الصفحة ⟦https://daraj.media/قصة/1⟧، وغيرها.'],
  ['شركة «OpenAI» وطائرة F-16 (CPC)', 'شركة «⟦OpenAI⟧» وطائرة ⟦F-16⟧ (⟦CPC⟧)'],
  ['هاتف +961 1 234567 وحرارة -5 ومبلغ $5.5', 'هاتف ⟦+961 1 234567⟧ وحرارة ⟦-5⟧ ومبلغ ⟦$5.5⟧'],
  ['اتصلوا بـ+961 1 234567 أو +20 2 1234، و+961 3 1', 'اتصلوا بـ⟦+961 1 234567⟧ أو ⟦+20 2 1234⟧، و⟦+961 3 1⟧'],
  ['لغة C++ ولغة C# وملف __init__.py', 'لغة ⟦C++⟧ ولغة ⟦C#⟧ وملف ⟦__init__.py⟧'],
  ['عن AI#وسم و__ت__', 'عن ⟦AI⟧#وسم و__ت__'],
  ['خسر -12.5% وكسب +7٪ عند −5°', 'خسر ⟦-12.5%⟧ وكسب ⟦+7٪⟧ عند ⟦−5°⟧'],
  ['موسم 2014-2015، 12/7/2022، 27.25%، 10:30', 'موسم 2014-2015، 12/7/2022، 27.25%، 10:30'],
  ['12 قتيلاً', '12 قتيلاً'],
  ['Only Latin, -5 and /stop', 'Only Latin, -5 and /stop'],
])('%s', (text, wanted) => {
  expect(visible(startRight(isolateRuns(text)))).toBe(wanted);
});

describe('on a screen', () => {
  const browser = useBrowser();
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 900, height: 60 } });
  });

  const style = 'font:22px sans-serif;white-space:pre;margin:0';
  /**
   * The letters that are seen, from the right to the left as they stand on the screen. Where each letter stands is asked
   * of the browser, so that no font's kerning or rounding has a say; marks stand with their letter.
   */
  async function fromTheRight(html: string): Promise<string> {
    await page.setContent(`<body style="margin:8px">${html}`);
    return z.string().parse(await page.evaluate(lettersFromTheRight));
  }
  const lettersFromTheRight = `(() => {
    const letters = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { segment, index } of new Intl.Segmenter('ar').segment(node.textContent)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        const { right, width } = range.getBoundingClientRect();
        if (width > 0) letters.push({ segment, right });
      }
    }
    return letters.sort((one, other) => other.right - one.right).map(({ segment }) => segment).join('');
  })()`;
  /** A message's line as it comes, markup and all; its direction is for its letters to decide. */
  const asSent = (html: string) => fromTheRight(`<p dir="auto" style="${style}">${html}</p>`);
  /** The pieces set one by one from the right, each in its own direction: nothing is left to any algorithm. */
  const asSet = (pieces: readonly string[]) =>
    fromTheRight(
      `<p dir="rtl" style="${style}">${pieces
        .map((piece) => {
          const direction = /[\p{Script=Latin}\d]/u.test(piece) ? 'ltr' : 'rtl';
          return `<span dir="${direction}" style="display:inline-block">${piece}</span>`;
        })
        .join('')}</p>`,
    );

  test.each([
    [['أعلنت شركة ', 'OpenAI GPT-4.1', ' نموذجاً']],
    [['للمغادرة: ', '/stop', '، ولمحو ما لدينا: ', '/privacy']],
    [['/latest', ' — أحدث القصص']],
    [['حرارة ', '-5', ' درجات، هاتف ', '+961 1 234567']],
    [['الصفحة ', 'http://127.0.0.1:3000/site/a', ' غير موجودة']],
    [['بين ', '2014', '-', '2015', ' وبنسبة ', '27.25', '%', '، يوم ', '12/7/2022', ' عند ', '10:30']],
    [['Daraj', ' و', 'BBC', ' (', '@daraj_media', ')']],
  ])('%j stands in reading order', async (pieces) => {
    const words = renderWords('telegram', pieces.join('')).text;
    expect(await asSent(words)).toBe(await asSet(pieces));
  });

  test('a bare line would not stand so', async () => {
    const pieces = ['/latest', ' — أحدث القصص'];
    expect(await asSent(pieces.join(''))).not.toBe(await asSet(pieces));
  });

  test('a story with Latin names at its edges, line by line', async () => {
    const [message] = renderPush(
      'telegram',
      {
        type: 'story',
        label: 'breaking',
        item: {
          articleId: 1,
          version: 1,
          title: 'OpenAI تعلن نموذج GPT-5',
          summary: 'قالت شركة CPC إن ضخّ 1.2 مليون برميل توقف.',
          link: 'https://example.org/a',
          topics: [],
          byline: 'Nadia Cole',
          publishedAt: '2026-11-23T10:00:00Z',
          imageUrl: null,
        },
      },
      await sampleContext(),
    );
    const lines = (message?.text ?? '').replace(/<\/?(b|a)\b[^>]*>/g, '').split('\n');
    const set = [
      ['عاجل'],
      ['OpenAI', ' تعلن نموذج ', 'GPT-5'],
      [],
      ['قالت شركة ', 'CPC', ' إن ضخّ ', '1.2', ' مليون برميل توقف.'],
      [],
      ['بقلم ', 'Nadia Cole', ' — ', '23', ' تشرين الثاني/ نوفمبر ', '2026'],
    ];
    expect(lines).toHaveLength(set.length);
    for (const [index, pieces] of set.entries()) {
      expect(await asSent(lines[index] ?? ''), lines[index]).toBe(await asSet(pieces));
    }
  });

  describe('said in English about a story in Arabic', () => {
    const asSetInEnglish = (pieces: readonly string[]) =>
      fromTheRight(
        `<p dir="ltr" style="${style}">${pieces
          .map((piece) => {
            const direction = /\p{Script=Arabic}/u.test(piece) ? 'rtl' : 'ltr';
            return `<span dir="${direction}" style="display:inline-block">${piece}</span>`;
          })
          .join('')}</p>`,
      );
    const item = {
      articleId: 1,
      version: 1,
      title: 'رمز QR على الجدران: حملة جديدة',
      summary: 'بدأت الحملة.',
      link: 'https://example.org/a',
      topics: [],
      byline: 'رنا خليل',
      publishedAt: '2026-11-23T10:00:00Z',
      words: 400,
      imageUrl: null,
    };

    test.each(['telegram', 'whatsapp'] as const)('%s: byline, date and reading time', async (channel) => {
      const [message] = renderPush(channel, { type: 'story', label: 'breaking', item }, await sampleContext('en'));
      const foot = (message?.text ?? '').split('\n').find((line) => line.includes('2026')) ?? '';
      const pieces = ['By ', 'رنا خليل', ' — 23 November 2026 — 3-minute read'];
      expect(foot.replace(/\P{L}+/gu, '')).toBe(pieces.join('').replace(/\P{L}+/gu, ''));
      expect(await asSent(foot)).toBe(await asSetInEnglish(pieces));
    });

    test.each(['telegram', 'whatsapp'] as const)('%s: a story that is taken back, by its title', async (channel) => {
      const change = { kind: 'retracted', reason: 'خطأ' } as const;
      const items = [{ ...item, change }];
      const [message] = renderPush(channel, { type: 'notice', items, to: 'all' }, await sampleContext('en'));
      const told = (message?.text ?? '').split('\n').find((line) => line.includes('QR')) ?? '';
      const pieces = [
        'We retract the story “',
        'رمز ',
        'QR',
        ' على الجدران: حملة جديدة',
        '” that we sent you, and apologise to our readers.',
      ];
      const inside = pieces.slice(1, 4);
      expect(await asSent(told)).toBe(
        await fromTheRight(
          `<p dir="ltr" style="${style}">${pieces[0]}<span dir="rtl" style="display:inline-block">${inside.map((piece) => `<span style="display:inline-block">${piece}</span>`).join('')}</span>${pieces[4]}</p>`,
        ),
      );
    });
  });
});
