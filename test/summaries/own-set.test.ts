import { describe, expect, test } from 'vitest';
import { articleSentences, leadFilled } from '../../eval/baselines/lead.ts';
import { editorChecks } from '../../eval/editor-checks.ts';
import { readHard, readKinds, readOwnSet, readPoints } from '../../eval/own.ts';
import { average, meanRouge, rougeWords } from '../../eval/rouge.ts';
import { documentCounts } from '../../eval/surnames.ts';
import { countCharacters } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const samples = await readOwnSet();
const collection = { documents: documentCounts(samples), size: samples.length };

const kinds = await readKinds();
const kindsCollection = { documents: documentCounts(kinds), size: kinds.length };

describe('kinds that the corpora lack', () => {
  test.each(kinds.map((sample) => [sample.id, sample] as const))('%s', (_kind, sample) => {
    const { summary, chars, warnings } = summariseParagraphs(sample, { maxChars: 350 });
    expect([...editorChecks(summary, sample, { maxChars: 350 }, kindsCollection)]).toEqual([]);
    expect(chars).toBeGreaterThan(80);
    // A main clause at the end is looked at by an editor; nothing else here should be.
    expect(warnings.filter((warning) => !warning.includes('فاقتُصر على صدرها'))).toEqual([]);
  });
});

describe('articles that are hard to sum up', async () => {
  const hard = [...(await readHard('tune')), ...(await readHard('test'))];
  const hardCollection = { documents: documentCounts(hard), size: hard.length };

  test('one in fifty at most has a fault that can be told mechanically', () => {
    const faulty = hard.filter((sample) => {
      const { summary } = summariseParagraphs(sample, { maxChars: 350 });
      return editorChecks(summary, sample, { maxChars: 350 }, hardCollection).size > 0;
    });
    expect(faulty.map((sample) => sample.id).length).toBeLessThanOrEqual(hard.length / 50);
  });

  test('the summaries have far more of what an editor chose than the openings have', () => {
    const f1 = (text: string, references: readonly string[]): number =>
      meanRouge(rougeWords(text), references.map(rougeWords)).r1.f1;
    const gained = hard.map(
      (sample) =>
        f1(summariseParagraphs(sample).summary, sample.references) -
        f1(leadFilled(articleSentences(sample.paragraphs), 350), sample.references),
    );
    expect(average(gained)).toBeGreaterThan(0.1);
  });
});

describe('sixty opinions, analyses, features and the like', async () => {
  const points = await readPoints();

  test('what their writers chose as editors is whole sentences of theirs, and fits', () => {
    expect(points.length).toBe(60);
    for (const { id, paragraphs, references } of points) {
      expect(references.length, id).toBe(1);
      expect(countCharacters(references[0] ?? ''), id).toBeLessThanOrEqual(350);
      const text = rougeWords(paragraphs.join(' ')).join(' ');
      for (const chosen of articleSentences(references)) expect(text, id).toContain(rougeWords(chosen).join(' '));
    }
  });

  test('the summaries hold most of what an editor chose, twice as much as the openings do', () => {
    const recall = (text: string, references: readonly string[]): number =>
      meanRouge(rougeWords(text), references.map(rougeWords)).r1.recall;
    const ours = average(points.map((sample) => recall(summariseParagraphs(sample).summary, sample.references)));
    const lead = average(
      points.map(({ paragraphs, references }) => recall(leadFilled(articleSentences(paragraphs), 350), references)),
    );
    expect(ours).toBeGreaterThan(0.58);
    expect(ours).toBeGreaterThan(lead * 2);
  });
});

describe('twenty articles of many kinds', () => {
  test('there are twenty, no kind twice', () => {
    expect(new Set(samples.map((sample) => sample.id)).size).toBe(20);
  });

  test.each(samples.map((sample) => [sample.id, sample] as const))('%s', (_kind, sample) => {
    const { summary, chars, warnings } = summariseParagraphs(sample, { maxChars: 350 });
    expect([...editorChecks(summary, sample, { maxChars: 350 }, collection)]).toEqual([]);
    expect(chars).toBe(countCharacters(summary));
    expect(chars).toBeLessThanOrEqual(350);
    expect(chars).toBeGreaterThan(80);
    expect(warnings).toEqual([]);
  });

  test('together they hold most of what the references say', () => {
    const recall = samples.map((sample) => {
      const { summary } = summariseParagraphs(sample, { maxChars: 350 });
      return meanRouge(rougeWords(summary), sample.references.map(rougeWords)).r1.recall;
    });
    expect(average(recall)).toBeGreaterThan(0.6);
  });

  test('nothing of a dirty page is in its summary', () => {
    const sample = samples.find((one) => one.id === 'صفحة متسخة');
    expect(sample).toBeDefined();
    if (sample === undefined) return;
    const { summary } = summariseParagraphs(sample);
    for (const dirt of ['fbpx', 'تلغرام', 'tptn', 'No posts', 'الذهب', 'الصاغة', 'حمامي'])
      expect(summary).not.toContain(dirt);
  });
});
