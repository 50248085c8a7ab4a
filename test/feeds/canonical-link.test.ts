import { describe, expect, test } from 'vitest';
import { canonicalLink, linkKey } from '../../src/feeds/canonical-link.ts';

test.each([
  ['https://example.org/a/?utm_source=rss&utm_medium=rss#top', 'https://example.org/a/'],
  ['https://example.org/a?id=5&fbclid=x&page=2', 'https://example.org/a?id=5&page=2'],
  ['https://example.org/a?gclid=1&igshid=2&mc_cid=3&_gl=4', 'https://example.org/a'],
  [
    'https://example.org/a?gad_source=1&gad_campaignid=2&srsltid=3&mibextid=4&xmt=5&UTM-Source=6',
    'https://example.org/a',
  ],
  ['https://example.org/a?__hstc=1&_branch_match_id=2&dicbo=v2&tblci=x&li_fat_id=1&maca=rss', 'https://example.org/a'],
  ['https://example.org/a?ref=2&share=3&s=4&from=5&page=6', 'https://example.org/a?ref=2&share=3&s=4&from=5&page=6'],
  ['HTTPS://Example.ORG:443//a//b', 'https://example.org/a/b'],
  ['https://user:pw@example.org/a', 'https://example.org/a'],
  ['https://example.org/?p=12', 'https://example.org/?p=12'],
  [' not an address ', 'not an address'],
])('%s', (link, canonical) => {
  expect(canonicalLink(link)).toBe(canonical);
});

describe('two links lead to the same story', () => {
  test.each([
    ['http://www.example.org/a/', 'https://example.org/a'],
    ['https://example.org/a?x=1&y=2', 'https://example.org/a?y=2&x=1&utm_id=9'],
    ['https://example.org/%D8%AE%D8%A8%D8%B1/', 'https://example.org/خبر'],
    ['https://example.org/a/amp/', 'https://example.org/a/'],
    ['https://example.org/a?amp=1', 'https://example.org/a'],
    ['https://example.org/a?id=3&outputType=amp', 'https://example.org/a?id=3'],
    ['https://m.example.org/a/index.html', 'https://example.org/a'],
    ['https://mobile.example.org/a', 'https://example.org/a'],
    ['https://blog.example.org/2026/11/post.html?m=1', 'https://blog.example.org/2026/11/post.html'],
  ])('%s and %s', (a, b) => {
    expect(linkKey(a)).toBe(linkKey(b));
  });

  test('or not', () => {
    expect(linkKey('https://example.org/?p=1')).not.toBe(linkKey('https://example.org/?p=2'));
    expect(linkKey('https://example.org/a')).not.toBe(linkKey('https://example.net/a'));
    expect(linkKey('https://example.org/list?m=1')).not.toBe(linkKey('https://example.org/list?m=0'));
    expect(linkKey('https://example.org/stamp')).not.toBe(linkKey('https://example.org/st'));
  });
});
