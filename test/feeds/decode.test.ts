import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/feeds/decode.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { fixture, parseFixture } from './fixtures.ts';

const titles = ['افتتاح معرض الكتاب في العاصمة', 'الحكومة تقرّ موازنة العام المقبل', 'أمطار غزيرة تغلق طرقاً جبلية'];

describe('text comes out of bytes whatever the label says', () => {
  test.each([
    ['windows-1256-declared.xml', null, 'windows-1256'],
    ['windows-1256-undeclared.xml', null, 'windows-1256'],
    ['windows-1256-undeclared.xml', 'text/xml; charset=windows-1256', 'windows-1256'],
    ['windows-1256-undeclared.xml', 'text/xml; charset=ISO-8859-1', 'windows-1256'],
    ['windows-1256-undeclared.xml', 'text/xml; charset=ISO-8859-6', 'windows-1256'],
    ['windows-1256-declared-utf-8.xml', 'text/xml; charset=utf-8', 'windows-1256'],
    ['utf-8-declared-windows-1256.xml', 'text/xml; charset=windows-1256', 'utf-8'],
    ['utf-16-no-mark.xml', 'text/xml; charset=utf-8', 'utf-16le'],
    ['utf-8-mark.xml', null, 'utf-8'],
  ])('%s served as %s is %s', (name, contentType, encoding) => {
    expect(decode(fixture(name), contentType).encoding).toBe(encoding);
    expect(parseFixture(name, { contentType }).items.map((item) => item.title)).toEqual(titles);
  });

  test('ISO-8859-6 without a label is told from windows-1256 by its commonest letters', () => {
    expect(decode(fixture('iso-8859-6-undeclared.xml')).encoding).toBe('iso-8859-6');
    expect(parseFixture('iso-8859-6-undeclared.xml').items[0]?.title).toBe('افتتاح معرض الكتاب في العاصمة');
  });

  test('and is not believed to be windows-1256 because it says so', () => {
    const { encoding, text, warnings } = decode(fixture('iso-8859-6-undeclared.xml'), 'text/xml; charset=windows-1256');
    expect(encoding).toBe('iso-8859-6');
    expect(text).toContain('افتتاح معرض الكتاب في العاصمة');
    expect(warnings).toEqual(['declared as windows-1256; read as iso-8859-6']);
  });

  test('the mark of UTF-8 before windows-1256 is not believed', () => {
    const bytes = Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), fixture('windows-1256-undeclared.xml')]);
    expect(parseFeed(bytes).items.map((item) => item.title)).toEqual(titles);
  });

  test('text that was encoded twice is set right', () => {
    const { text, warnings } = decode(fixture('encoded-twice.xml'));
    expect(text).toContain('افتتاح معرض الكتاب');
    expect(warnings).toEqual(['the text was encoded twice as UTF-8; it was mended']);
  });

  test('a download cut inside a character stays UTF-8', () => {
    const bytes = Buffer.from('خبر عاجل من العاصمة يصل الآن');
    const { text, encoding } = decode(bytes.subarray(0, bytes.length - 1));
    expect(encoding).toBe('utf-8');
    expect(text).toContain('خبر عاجل من العاصمة يصل الآ');
  });

  describe('entries of another encoding than the document', () => {
    const word = 'أعلنت الوزارة، وفق «البيان»، عن ضغط؛ فهل تكفي؟';
    const broken = Buffer.from(word).toString('latin1');
    const entry = (title: string | Buffer) =>
      Buffer.concat([Buffer.from('<item><title>'), Buffer.from(title as string), Buffer.from('</title></item>')]);
    const feed = (...entries: Buffer[]) =>
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>ج</title>'),
        ...entries,
        Buffer.from('</channel></rss>'),
      ]);
    const sound = Array.from({ length: 40 }, () => entry(word));
    const titlesOf = (bytes: Buffer) => [...new Set(parseFeed(bytes).items.map(({ title }) => title))];

    test.each([
      ['one of windows-1256 among forty of UTF-8', [...sound, entry(iconv.encode(word, 'windows-1256'))]],
      ['as many of each', [sound, sound.map(() => entry(iconv.encode(word, 'windows-1256')))].flat()],
      [
        'one that was encoded twice among forty',
        [...sound, entry(new TextDecoder('windows-1252').decode(Buffer.from(word)))],
      ],
      ['one that was encoded twice by bytes', [...sound, entry(broken)]],
    ])('%s', (_, entries) => {
      expect(titlesOf(feed(...entries))).toEqual([word]);
    });

    test('windows-1256 alone stays that, whatever its marks look like', () => {
      const { encoding, text } = decode(iconv.encode(`${word} `.repeat(300), 'windows-1256'));
      expect(encoding).toBe('windows-1256');
      expect(text).toContain(word);
    });

    test('French and Danish accents in Arabic text are no mistake', () => {
      const text = `${word} «Château d’Ø», Ærø à Çà.`;
      expect(decode(Buffer.from(text))).toMatchObject({ text, warnings: [] });
    });
  });

  test('a wrong label is told', () => {
    expect(parseFixture('utf-8-declared-windows-1256.xml').warnings).toContain(
      'declared as windows-1256 but the bytes are UTF-8; read as UTF-8',
    );
    expect(parseFixture('windows-1256-undeclared.xml').warnings).toContain(
      'no charset is declared; read as windows-1256',
    );
  });

  test('French in ISO-8859-1 is not taken for Arabic', () => {
    const bytes = Buffer.from('Déjà vu à l’école, où l’été naît', 'latin1');
    expect(decode(bytes, 'text/plain; charset=iso-8859-1')).toMatchObject({ encoding: 'iso-8859-1' });
  });
});
