import { describe, expect, test } from 'vitest';
import { readSource } from '../../src/summaries/source.ts';
import { extract } from '../../src/summaries/summarise.ts';

type Kind = 'paragraph' | 'heading' | 'list';

function summaryOf(blocks: readonly (readonly [Kind, string])[], title: string, maxChars: number): string {
  return extract(
    blocks.map(([kind, text]) => ({ kind, text, start: 0 })),
    title,
    { maxChars },
  ).summary;
}

describe('a line of a list without a stop', () => {
  const opening =
    'ستنضم الممثلة السابقة في قناة الأطفال كارولين صيدح إلى المكتب الصحفي للرئيس، على ما أعلنت المتحدثة باسمه في بيان صدر ليل الثلاثاء عن القصر.';
  const other = 'عارضة سابقة تتهم الرئيس بإقامة علاقة معها قبل عشر سنوات';
  const third = 'ممثلة تقاضي محامي الرئيس في المدينة';

  test('opens nothing, where the opening has no room', () => {
    const summary = summaryOf(
      [
        ['paragraph', opening],
        ['list', other],
        ['list', third],
      ],
      'ممثلة سابقة تنضم إلى المكتب الصحفي للرئيس',
      100,
    );
    expect(summary).not.toContain('عارضة');
    expect(summary).not.toContain('تقاضي');
  });

  test('stands in no summary but under what announces it', () => {
    const title = 'ممثلة سابقة تنضم إلى المكتب الصحفي للرئيس';
    expect(
      summaryOf(
        [
          ['paragraph', opening],
          ['list', other],
          ['list', third],
        ],
        title,
        350,
      ),
    ).toBe(opening);
    const needs = 'وللانضمام إلى المكتب الصحفي للرئيس شرطان، وهما:';
    const items = [
      ['list', 'إتقان لغتين من لغات البلاد كتابة وحديثاً'],
      ['list', 'خبرة خمس سنوات في مكتب صحفي للرئيس أو لوزير'],
    ] as const;
    const read = readSource(
      [['paragraph', opening] as const, ['paragraph', needs] as const, ...items].map(([kind, text]) => ({
        kind,
        text,
        start: 0,
      })),
    );
    expect(read.map(({ item }) => item)).toEqual([null, null, 'own', 'own']);
  });
});
