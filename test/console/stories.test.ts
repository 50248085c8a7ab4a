import { expect, test } from 'vitest';
import type { Block } from '../../src/articles/article.ts';
import { contentKey } from '../../src/articles/identity.ts';
import { takeIn } from '../../src/editions/intake.ts';
import { context, makeFeed, article as plainArticle, story } from '../editions/stories.ts';
import { useDatabase } from '../setup/migrated.ts';
import { openConsole } from './open-console.ts';

const record = useDatabase();

const feeds: Record<string, Awaited<ReturnType<typeof makeFeed>>> = {};

async function written(
  slug: string,
  title: string,
  more: {
    readonly blocks?: readonly Block[];
    readonly at?: string;
    readonly mode?: 'auto' | 'review';
    readonly kept?: 'baseline';
  } = {},
): Promise<number> {
  const { db } = record;
  const name = more.mode === 'review' ? 'review' : 'main';
  feeds[name] ??= await makeFeed(db, name, more.mode ?? 'auto');
  const made = feeds[name];
  const article = { ...plainArticle(slug), title, ...(more.blocks ? { blocks: more.blocks } : {}) };
  const { saved } = await takeIn(
    db,
    made,
    story(slug, {
      article,
      contentKey: contentKey(article),
      publishedAt: new Date(more.at ?? '2026-03-01T06:00:00Z'),
      ...(more.kept ? { treatment: more.kept } : {}),
    }),
    context,
  );
  return saved.articleId;
}

test('stories are found by words of their title in any spelling, by their state, and page by page', async () => {
  const { signedIn } = await openConsole(record);
  const editor = await signedIn('محرّرة', 'editor');
  const bank = await written('bank', 'المصرف المركزيّ يُعلن أزمــة السيولة في إدلب', { at: '2026-03-02T06:00:00Z' });
  const courts = await written('courts', 'وللمحاكم كلمة: ٣ قضاة أمام هيئة التفتيش', {
    mode: 'review',
    at: '2026-03-03T06:00:00Z',
  });
  const old = await written('old', 'قصة من أرشيف الموقع', { kept: 'baseline', at: '2020-03-01T06:00:00Z' });
  const found = async (query: string) => {
    const page = await editor.page(`/console/stories?${query}`);
    return [...page.matchAll(/data-story="(\d+)"/g)].map((match) => Number(match[1]));
  };
  expect(await found('')).toEqual([courts, bank, old]);
  for (const search of ['المركزي', 'مركزى', 'ازمه', 'أزمة السيوله', 'ادلب المصرف', 'سيول']) {
    expect([search, await found(`q=${encodeURIComponent(search)}`)]).toEqual([search, [bank]]);
  }
  for (const search of ['محاكم', '3 قضاة', 'هَيْئَة', 'لمحاكم']) {
    expect([search, await found(`q=${encodeURIComponent(search)}`)]).toEqual([
      search,
      search === 'لمحاكم' ? [] : [courts],
    ]);
  }
  expect(await found(`q=${encodeURIComponent("'); drop table article; --")}`)).toEqual([]);
  expect(await found(`q=${encodeURIComponent('«»')}`)).toEqual([courts, bank, old]);
  expect(await found('state=proposed')).toEqual([courts]);
  expect(await found('state=baseline')).toEqual([old]);
  expect(await found('state=accepted')).toEqual([bank]);
  expect(await found('state=sent')).toEqual([]);
  await record.db.updateTable('push').set({ state: 'finished' }).where('key', '=', `breaking:${bank}`).execute();
  expect(await found('state=sent')).toEqual([bank]);
  expect(await editor.page('/console/stories')).toContain('أُرسلت');

  for (let index = 0; index < 55; index += 1) {
    await written(`many-${index}`, `عنوان من عناوين كثيرة ${index}`, {
      kept: 'baseline',
      at: new Date(Date.UTC(2019, 0, 1) + index * 60_000).toISOString(),
    });
  }
  const search = `q=${encodeURIComponent('عناوين')}`;
  const first = await editor.page(`/console/stories?${search}`);
  const more = /href="(\/console\/stories\?[^"]*before=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const rest = await editor.page(more);
  const numbers = (page: string) => [...page.matchAll(/كثيرة (\d+)/g)].map((match) => Number(match[1]));
  expect([...numbers(first), ...numbers(rest)]).toEqual(Array.from({ length: 55 }, (_, index) => 54 - index));
  expect(rest).toContain('الأحدث');
});

test('a story is shown whole: kinds of blocks, what the summary took, what changed, what carried it', async () => {
  const { signedIn } = await openConsole(record);
  const editor = await signedIn('محرّرة', 'editor');
  const quoted = 'قالت الوزيرة <إن> الخطة جاهزة.';
  const blocks: Block[] = [
    { kind: 'paragraph', text: 'بدأت أعمال الترميم في المدرسة أمس. وشارك فيها الأهالي.' },
    { kind: 'heading', text: 'عنوان فرعي' },
    { kind: 'quotation', text: quoted },
    { kind: 'caption', text: 'صورة المدرسة' },
    { kind: 'list', text: 'أوّلاً\nثانياً' },
    { kind: 'paragraph', text: 'مقطع من غيرها.', unconfirmed: true },
  ];
  const id = await written('whole', 'ترميم المدرسة', { blocks });
  const body = blocks.map(({ text }) => text).join('\n\n');
  const start = body.indexOf('وشارك');
  await record.db
    .updateTable('article_version')
    .set({
      summary: JSON.stringify({
        title: 'ترميم المدرسة',
        summary: 'شارك الأهالي.',
        sentences: [
          { text: quoted, start: body.indexOf(quoted), end: body.indexOf(quoted) + quoted.length },
          { text: 'وشارك فيها الأهالي.', start, end: start + 'وشارك فيها الأهالي.'.length },
        ],
        chars: 13,
        method: 'extract',
        link: 'https://daraj.media/whole',
        warnings: ['العنوان عن أمر آخر'],
      }),
      image: JSON.stringify({ url: 'https://daraj.media/a.jpg', alt: 'مدرسة' }),
    })
    .where('article_id', '=', id)
    .execute();
  const page = await editor.page(`/console/stories/${id}`);
  expect(page).toContain(
    'بدأت أعمال الترميم في المدرسة أمس. <mark title="الجملة 2 من الخلاصة"><sup>2</sup>وشارك فيها الأهالي.</mark></p>',
  );
  expect(page).toContain(
    '<blockquote dir="auto"><mark title="الجملة 1 من الخلاصة"><sup>1</sup>قالت الوزيرة &lt;إن&gt; الخطة جاهزة.</mark></blockquote>',
  );
  expect(page).toContain('<h3 dir="auto">عنوان فرعي</h3>');
  expect(page).toContain('تعليق صورة: <bdi>صورة المدرسة</bdi>');
  expect(page).toContain('قد لا يكون هذا من القصة');
  expect(page).toContain('العنوان عن أمر آخر');
  expect(page).toContain('href="https://daraj.media/a.jpg"');
  expect(page).not.toContain('<img');
  const { id: push } = await record.db
    .selectFrom('push')
    .select('id')
    .where('key', '=', `breaking:${id}`)
    .executeTakeFirstOrThrow();
  expect(page).toContain(`href="/console/pushes/${push}"`);
  expect(page).not.toContain('اقتراح دفعة');

  const feed = await record.db.selectFrom('article').select('feed_id').where('id', '=', id).executeTakeFirstOrThrow();
  const changed = { ...plainArticle('whole'), title: 'ترميم المدرستين', blocks };
  await takeIn(
    record.db,
    { id: feed.feed_id, config: (await makeFeed(record.db, 'again', 'auto')).config },
    story('whole', { article: changed, contentKey: contentKey(changed) }),
    context,
  );
  const after = await editor.page(`/console/stories/${id}`);
  expect(after).toContain('<del>المدرسة</del>');
  expect(after).toContain('<ins>المدرستين</ins>');
  expect((await editor.get('/console/stories/999999')).status).toBe(404);
  expect((await editor.get('/console/stories/x')).status).toBe(404);
});

test('whoever publishes makes a proposal of a story of the record, once; others are not offered it', async () => {
  const { signedIn } = await openConsole(record);
  const editor = await signedIn('محرّرة', 'editor');
  const ops = await signedIn('تقنيّ', 'ops');
  const id = await written('archived', 'قصة تعود إلى النقاش', { kept: 'baseline' });
  const order = `/console/stories/${id}/propose`;
  expect(await ops.page(`/console/stories/${id}`)).not.toContain(order);
  expect((await ops.post(order, {})).status).toBe(403);
  expect(await editor.page(`/console/stories/${id}`)).toContain(order);
  const made = await editor.post(order, {});
  expect([made.status, made.headers.get('location')]).toEqual([303, `/console/stories/${id}?done=proposed`]);
  const push = await record.db
    .selectFrom('push')
    .select(['id', 'state'])
    .where('key', '=', `breaking:${id}`)
    .executeTakeFirstOrThrow();
  expect(push.state).toBe('proposed');
  expect(await editor.page(`/console/stories/${id}?done=proposed`)).toContain('أُعدّ اقتراح بهذه القصة');
  const twice = await editor.post(order, {});
  expect(twice.status).toBe(409);
  expect(await twice.text()).toContain(`لهذه القصة دفعة سابقة، رقمها ${push.id}`);
  expect((await editor.post('/console/stories/999999/propose', {})).status).toBe(404);
});
