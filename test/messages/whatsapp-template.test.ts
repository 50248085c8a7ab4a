import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import type { PushContent, PushItem } from '../../src/editions/push.ts';
import { renderWhatsApp } from '../../src/messages/whatsapp.ts';
import { templateFor, whatsappTemplate } from '../../src/messages/whatsapp-template.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { checkRequest } from '../standins/whatsapp-cloud/rules.ts';

const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
const newsroom = testNewsroom({
  channels: {
    whatsappCloud: {
      templates: [
        { edition: 'any', language: 'ar', name: 'any_story' },
        { edition: 'morning', language: 'ar', name: 'morning', variables: ['edition', 'title', 'summary', 'link'] },
        { edition: 'breaking', language: 'en', name: 'story', code: 'en_US', variables: ['title', 'link'] },
      ],
    },
  },
});
const context = { newsroom, texts: texts.ar, timeZone: 'Asia/Beirut', edition: 'breaking' } as const;

const item = (change: Partial<PushItem> = {}): PushItem => ({
  articleId: 1,
  version: 1,
  title: 'قرار جديد',
  summary: 'نصّ الموجز.',
  link: 'https://daraj.media/1',
  topics: [],
  byline: null,
  publishedAt: null,
  imageUrl: null,
  ...change,
});
const story = (change: Partial<PushItem> = {}): PushContent => ({ type: 'story', label: 'story', item: item(change) });

/** What Meta would say of it. */
function refusalOf(content: PushContent): number | null {
  const template = whatsappTemplate(content, context);
  if (template === null) throw new Error('no template');
  const request = {
    messaging_product: 'whatsapp',
    to: '96170123456',
    type: 'template',
    template: {
      name: template.name,
      language: { code: template.language },
      components: [{ type: 'body', parameters: template.variables.map((text) => ({ type: 'text', text })) }],
    },
  };
  const known = [
    { name: template.name, language: template.language, variables: template.variables.length, ownLength: 120 },
  ];
  return checkRequest(request, known)?.code ?? null;
}

describe('a push in the gaps of a template', () => {
  test('an edition has its own template, or the one for any; a language has none of another', () => {
    expect(templateFor(newsroom, 'morning', 'ar')?.name).toBe('morning');
    expect(templateFor(newsroom, 'breaking', 'ar')?.name).toBe('any_story');
    expect(templateFor(newsroom, 'morning', 'en')).toBeUndefined();
    expect(whatsappTemplate(story(), { ...context, texts: texts.en })).toEqual({
      name: 'story',
      language: 'en_US',
      variables: ['قرار جديد', 'https://daraj.media/1'],
    });
  });

  test('line breaks, tabs, long spaces and marks of markup in a story are not what Meta refuses', () => {
    const title = 'عنوان\n\nفي سطرين\tو      فراغات *بارزة* _مائلة_ ‮مقلوب‬';
    expect(refusalOf(story({ title }))).toBeNull();
    const [shown] = whatsappTemplate(story({ title }), context)?.variables ?? [];
    expect(shown).toBe('عنوان في سطرين و فراغات ∗بارزة∗ ‗مائلة‗ مقلوب');
  });

  test('nothing is empty, nothing too long, and a summary is whole or not there', () => {
    expect(refusalOf(story({ summary: '', title: '' }))).toBeNull();
    const long = 'جملة تامّة من ستّ كلمات هنا. '.repeat(30).trim();
    const variables = whatsappTemplate(story({ summary: long, title: 'كلمة '.repeat(80) }), context)?.variables;
    expect(variables?.[0]?.length).toBeLessThanOrEqual(200);
    expect([long, 'درج']).toContain(variables?.[1]);
    expect(refusalOf(story({ summary: long, title: 'كلمة '.repeat(80) }))).toBeNull();
    expect(refusalOf(story({ link: `https://daraj.media/${'x'.repeat(300)}`, summary: long }))).toBeNull();
  });

  test('Latin names and numbers keep their order inside of Arabic; a link opens', () => {
    const variables = whatsappTemplate(story({ title: 'BBC تنشر تقرير WHO-2026' }), context)?.variables;
    expect(variables?.[0]).toBe('\u200F\u2066BBC\u2069 تنشر تقرير \u2066WHO-2026\u2069');
    expect(variables?.[2]).toBe('https://daraj.media/1');
  });

  test('a digest names its stories in one line', () => {
    const digest: PushContent = {
      type: 'digest',
      edition: 'morning',
      instant: '2026-11-27T06:00:00Z',
      items: ['الأولى', 'الثانية'].map((title) => item({ title })),
    };
    const variables = whatsappTemplate(digest, context)?.variables;
    expect(variables?.[0]).toBe('نشرة الصباح');
    expect(variables?.[2]).toBe('الأولى • الثانية');
    expect(refusalOf(digest)).toBeNull();
  });

  test('a corrected story is told again with its mark; a retracted one is told of, and leads to the site', () => {
    const corrected = item({ change: { kind: 'corrected', note: 'صحّحنا رقماً.' } });
    const retracted = item({ title: 'قصة خاطئة', change: { kind: 'retracted', reason: 'لم يثبت.' } });
    const notice: PushContent = { type: 'notice', to: 'all', items: [corrected, retracted] };
    const messages = renderWhatsApp(notice, context);
    expect(messages.map(({ template }) => template?.variables[0])).toEqual([
      'تصحيح: قرار جديد',
      'نسحب قصة «قصة خاطئة» التي أرسلناها إليكم، ونعتذر من قرّائنا.',
    ]);
    expect(messages[1]?.template?.variables.slice(1)).toEqual(['لم يثبت.', 'https://daraj.media/']);
    expect(refusalOf(notice)).toBeNull();
  });

  test('what changes an earlier message has none: this API cannot', () => {
    const now = { type: 'story', label: 'story', item: item() } as const;
    expect(whatsappTemplate({ type: 'correction', edits: [], now }, context)).toBeNull();
    expect(whatsappTemplate({ type: 'retraction', items: [item()], reason: '' }, context)).toBeNull();
  });
});
