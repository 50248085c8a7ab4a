import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seedArticle } from '../../src/sandbox/sample/seed-article.ts';
import { newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { startLyingEndpoint } from '../summaries/writer/lying-endpoint.ts';

const paragraphs = seedArticle.body.map((block) => block.text);

async function file(name: string, text: string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return path;
}

describe('nashra summarise', () => {
  test('a text file with the page’s dirt, as JSON', async () => {
    const path = await file(
      'article.txt',
      ['fbpx', seedArticle.title, 'الأكثر قراءة', ...paragraphs, 'No posts'].join('\n'),
    );
    const { exit, stdout } = await runNashra(['summarise', path, '--json', '--max-chars', '300']);
    expect(exit).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ title: seedArticle.title, method: 'extract', link: '', warnings: [] });
    expect(Object.keys(summary)).toEqual(['title', 'summary', 'sentences', 'chars', 'method', 'link', 'warnings']);
    expect(summary.chars).toBeLessThanOrEqual(300);
    expect(summary.sentences.map((one: { text: string }) => one.text).join(' ')).toBe(summary.summary);
  });

  test('a page', async () => {
    const body = paragraphs.map((text) => `<p>${text}</p>`).join('');
    const html = `<!doctype html><html lang="ar"><head><meta charset="utf-8"><meta property="og:title" content="${seedArticle.title}"></head><body><article><h1>${seedArticle.title}</h1>${body}</article></body></html>`;
    const { exit, stdout } = await runNashra(['summarise', await file('page.html', html)]);
    expect(exit).toBe(0);
    expect(stdout).toContain('قاسم جومارت توكاييف');
  });

  test.each([
    ['a feed', 'feed.xml', '<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', 'nashra feed check'],
    ['JSON', 'posts.json', '[{"id": 1}]', 'nashra feed check'],
    ['a PDF', 'story.pdf', '%PDF-1.7\n…', 'is no text'],
  ])('%s is no story, and what to do is said', async (_, name, text, advice) => {
    const { exit, stderr } = await runNashra(['summarise', await file(name, text)]);
    expect(exit).toBe(1);
    expect(stderr).toContain(advice);
  });

  test('lines of an old Macintosh, and a Markdown title', async () => {
    const path = await file('story.md', [`# ${seedArticle.title}`, ...paragraphs].join('\r'));
    const { stdout } = await runNashra(['summarise', path, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ title: seedArticle.title, method: 'extract' });
  });

  test('a batch, a line for a line', async () => {
    const line = JSON.stringify({ id: 'a', title: seedArticle.title, paragraphs });
    const { exit, stdout } = await runNashra([
      'summarise',
      '--jsonl',
      await file('batch.jsonl', `${line}\n\n${line}\n`),
    ]);
    expect(exit).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(answers).toHaveLength(2);
    expect(Object.keys(answers[0])).toEqual(['id', 'summary', 'sentences', 'warnings']);
    const { text, start, end } = answers[0].sentences[0];
    expect(paragraphs.join('\n\n').slice(start, end)).toBe(text);
  });

  test('a batch is one house’s: what many of its articles have alike is in no summary; through a pipe each is alone', async () => {
    const ofTheSite = 'تحفظ المدن ذاكرة سكانها في أسماء شوارعها وأسواقها القديمة.';
    const lines = ['صور', 'زحلة', 'بعلبك', 'عاليه'].map((city) =>
      JSON.stringify({
        id: city,
        title: `بلدية ${city} تقرّ موازنة العام المقبل`,
        paragraphs: [`أقرّت بلدية ${city} موازنة العام المقبل بعد نقاش استمر ثلاث ساعات في جلسة علنية.`, ofTheSite],
      }),
    );
    const path = await file('house.jsonl', lines.join('\n'));
    const { stdout } = await runNashra(['summarise', '--jsonl', path]);
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(stdout).not.toContain('ذاكرة سكانها');
    const piped = await runNashra(['summarise', '--jsonl', '/dev/stdin'], {
      inside: ['sh', '-c', `cat ${path} | "$@"`, 'sh'],
    });
    expect(piped.exit).toBe(0);
    expect(piped.stdout).toContain('ذاكرة سكانها');
  });

  test('names each line it cannot read, and goes on with the rest', async () => {
    const line = JSON.stringify({ id: 7, title: null, paragraphs: [paragraphs[0], null] });
    const { exit, stdout, stderr } = await runNashra([
      'summarise',
      '--jsonl',
      await file('mixed.jsonl', `${line}\n{"id": \n[]\n${line.replace('"id":7,', '')}\n`),
    ]);
    expect(exit).toBe(1);
    const answers = stdout.trim().split('\n');
    expect(answers.map((answer) => JSON.parse(answer).id)).toEqual([7, null]);
    expect(stderr).toMatch(/line 2: not JSON[\s\S]*line 3: takes \{id, title, paragraphs/);
  });

  test('says what is wrong, with the exit code of its kind', async () => {
    const broken = await runNashra(['summarise', '--jsonl', await file('bad.jsonl', '{"id": 1}\n')]);
    expect(broken).toMatchObject({ exit: 1, stderr: expect.stringContaining('line 1') });
    expect(await runNashra(['summarise'])).toMatchObject({ exit: 2 });
    expect(await runNashra(['summarise', '/nowhere.txt'])).toMatchObject({ exit: 1 });
    expect(await runNashra(['summarise', 'x.txt', '--max-chars', '7'])).toMatchObject({ exit: 2 });
  });

  describe('--writer', () => {
    const lines = [
      'استقالة وزير التعليم بعد تسرب الأسئلة',
      'استقال وزير التعليم ماهر شلبي، الأحد، بعد أسبوع من تسرب أسئلة امتحان الفيزياء قبل ساعات من موعده.',
      'وأعلنت الوزارة إعادة الامتحان في الخامس عشر من الشهر الجاري لنحو 92 ألف تلميذ في المدارس الرسمية.',
    ];
    const good =
      'استقال وزير التعليم ماهر شلبي بعد أسبوع من تسرب أسئلة امتحان الفيزياء، وأعلنت الوزارة إعادة الامتحان لنحو 92 ألف تلميذ.';

    test('asks the newsroom’s writer, once for a story; a lie is told of', { timeout: 120_000 }, async () => {
      const endpoint = await startLyingEndpoint();
      atEnd(() => endpoint.close());
      endpoint.answers = [{ text: good, tokens: 700 }];
      const writer = { baseUrl: endpoint.baseUrl, model: 'small' };
      const { env } = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed', { writer }), { record: 'empty' });
      const path = await file('article.txt', lines.join('\n'));
      const ask = (...more: string[]) =>
        runNashra(['summarise', path, '--writer', ...more], { env: { ...env, NASHRA_WRITER_KEY: 'k' } });

      const first = await ask('--json');
      expect(first.exit).toBe(0);
      expect(JSON.parse(first.stdout)).toMatchObject({ title: lines[0], summary: good, method: 'writer', link: '' });
      expect(first.stderr).toMatch(/the writer wrote it: \d+ tokens in, \d+ out, 700 today/);
      const again = await ask();
      expect(again.stdout).toContain(good);
      expect(again.stderr).toBe('');
      expect(endpoint.asked).toHaveLength(1);
      expect(endpoint.asked[0]?.authorization).toBe('Bearer k');

      endpoint.answers = [{ text: good.replace('92', '95') }];
      const lied = await ask('--max-chars', '300');
      expect(lied.exit).toBe(0);
      expect(lied.stdout).toMatch(/^! رُفض نص الكاتب الآلي: .*فاستُعملت جمل المقال$/m);
      expect(lied.stdout).toContain(lines[2]);
    });

    test('says when there is none, and takes no batch', { timeout: 60_000 }, async () => {
      const { env } = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'), { record: 'empty' });
      const path = await file('article.txt', lines.join('\n'));
      const none = await runNashra(['summarise', path, '--writer'], { env });
      expect(none.exit).toBe(1);
      expect(none.stderr).toContain(`nashra: no writer is configured: name one under writer in ${env.NASHRA_CONFIG}`);
      expect((await runNashra(['summarise', '--jsonl', path, '--writer'], { env })).exit).toBe(2);
    });
  });
});
