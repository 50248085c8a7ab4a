import { isHeadingLike } from '../src/articles/boilerplate/kind.ts';
import { seededRandom } from '../test/setup/random.ts';
import type { PagePart, SitePage } from './sites.ts';

/**
 * A page of an imagined site as HTML. Half of the themes give their boxes telling names («related-posts»), half names that a
 * build made («css-1x9k2»); boxes stand beside the article, inside its element, or are none: paragraphs among its own.
 */
export function siteHtml(page: SitePage, title: string, seed: number): string {
  const random = seededRandom(seed * 32_452_843 + 3);
  const telling = random() < 0.5;
  const name = (words: readonly string[]): string =>
    telling
      ? (words[Math.floor(random() * words.length)] ?? 'box')
      : `css-${Math.floor(random() * 0xffffff).toString(36)}`;

  const line = (text: string): string => {
    const safe = escaped(text);
    if (/^https?:\/\//.test(text)) return `<a href="${safe}">${safe}</a>`;
    if (!isHeadingLike(text)) return `<p>${safe}</p>`;
    const form = random();
    if (text.length < 25)
      return form < 0.3
        ? `<span>${safe}</span>`
        : form < 0.6
          ? `<div>${safe}</div>`
          : form < 0.8
            ? `<p>${safe}</p>`
            : `<button>${safe}</button>`;
    if (form < 0.4) return `<h4><a href="/story/${Math.floor(random() * 9999)}">${safe}</a></h4>`;
    return form < 0.7 ? `<p><a href="/story/${Math.floor(random() * 9999)}">${safe}</a></p>` : `<p>${safe}</p>`;
  };
  const box = (part: PagePart): string => {
    const inner = part.lines.map(line).join('\n');
    const form = random();
    if (form < 0.3) return inner;
    if (form < 0.4) return `<aside class="${name(BOXES)}">${inner}</aside>`;
    return `<${form < 0.7 ? 'div' : 'section'} class="${name(BOXES)}">${inner}</${form < 0.7 ? 'div' : 'section'}>`;
  };
  const site = (place: PagePart['place']): string[] =>
    page.parts.filter((part) => part.of === 'site' && part.place === place).map(box);
  const parted = (boxes: readonly string[]): [string, string] => {
    const inside = boxes.filter(() => random() < 0.5);
    return [boxes.filter((one) => !inside.includes(one)).join('\n'), inside.join('\n')];
  };

  const [header, above] = parted(site('top'));
  const [footer, below] = parted(site('tail'));
  const body = page.parts
    .filter((part) => part.place === 'middle')
    .map((part) => (part.of === 'article' ? part.lines.map((text) => `<p>${escaped(text)}</p>`).join('\n') : box(part)))
    .join('\n');
  return `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>${escaped(title)} | ${escaped(page.site)}</title>
<meta property="og:title" content="${escaped(title)}"></head><body>
<div class="${name(['site-header', 'header', 'top'])}">${header}</div>
<main><${telling ? 'article' : 'div'} class="${name(['post', 'article', 'story'])}"><h1>${escaped(title)}</h1>
${above}
<div class="${name(['entry-content', 'article-body', 'content'])}">${body}</div>
${below}
</${telling ? 'article' : 'div'}></main>
<div class="${name(['site-footer', 'bottom'])}">${footer}</div>
</body></html>`;
}

const BOXES = [
  'box',
  'widget',
  'block',
  'module',
  'inset',
  'extra',
  'related-posts',
  'newsletter',
  'share-bar',
  'promo',
];

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
