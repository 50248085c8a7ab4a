import { describe, expect, test } from 'vitest';
import { articleFromItem } from '../../src/articles/from-item.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { pictureKey } from '../../src/articles/pictures.ts';
import { itemOfLink } from '../../src/feeds/item.ts';

const uploads = 'https://example.org/wp-content/uploads/2024/05';
const link = 'https://example.org/fishermen/';
const paragraph = (place: number) =>
  `<p>يخرج الصيادون في الفجر رقم ${place} إلى عرض البحر قبالة طرابلس، ويعودون عند الظهيرة بما تيسّر من السمك الذي صار أقلّ عاماً بعد عام.</p>`;
const lead = `${uploads}/harbour-at-dawn.jpg`;

/** A story of a feed that carries it whole, its lead named by the feed. */
function story(body: string, imageUrl: string | null = lead) {
  return articleFromItem(
    { ...itemOfLink(link), title: 'صيادو طرابلس', contentHtml: body, content: 'whole', imageUrl },
    { feedUrl: 'https://example.org/feed/' },
  );
}
const addresses = (body: string) => story(body).pictures?.map(({ url }) => url.replace(`${uploads}/`, ''));
const img = (file: string, more = '') => `<img src="${uploads}/${file}" ${more}>`;

describe('the pictures of a story besides its lead', () => {
  test('are those of its text, in reading order, with what is said of them', () => {
    const { image, pictures } = story(
      `${paragraph(1)}<figure>${img('boats.jpg', 'alt="قوارب على الرمل"')}<figcaption>قوارب في الميناء القديم</figcaption></figure>
      ${paragraph(2)}<p>${img('nets.jpg', 'alt="nets.jpg"')}</p>${paragraph(3)}`,
    );
    expect(image?.url).toBe(lead);
    expect(pictures).toEqual([
      { url: `${uploads}/boats.jpg`, alt: 'قوارب على الرمل', caption: 'قوارب في الميناء القديم' },
      { url: `${uploads}/nets.jpg`, alt: null },
    ]);
  });

  test.each([
    ['in another size', img('harbour-at-dawn-300x200.jpg')],
    ['scaled down at its upload', img('harbour-at-dawn-scaled.jpg')],
    [
      'by way of a resizing service',
      '<img src="https://i0.wp.com/example.org/wp-content/uploads/2024/05/harbour-at-dawn.jpg?resize=800%2C500&ssl=1">',
    ],
    ['with a size in its address', img('harbour-at-dawn.jpg?w=1024&quality=80')],
  ])('are not the lead again %s', (_, again) => {
    expect(addresses(`${again}${paragraph(1)}${img('boats.jpg')}${img('boats-768x512.jpg')}${paragraph(2)}`)).toEqual([
      'boats.jpg',
    ]);
  });

  test.each([
    ['a pixel that counts readers', '<img src="https://www.facebook.com/tr?id=1&ev=PageView" width="1" height="1">'],
    ['a portrait beside a name', `<p class="author-name">${img('rami.jpg')} رامي سلوم</p>`],
    ['an avatar', '<img src="https://secure.gravatar.com/avatar/ab12cd34?s=300" class="avatar">'],
    ['a logo', img('site-logo-600x300.png')],
    ['an icon', img('heart.png', 'width="48" height="48"')],
    ['a drawing that no phone takes as a photo', img('map.svg')],
    ['a thumbnail without a larger file', img('crowd-150x150.jpg')],
    ['the picture of another story', `<a href="/other-story/">${img('other.jpg')}</a>`],
    ['a box of related stories', `<div class="related-posts"><a href="/x/">${img('x.jpg')}</a></div>`],
    ['a picture not loaded yet', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'],
  ])('are not %s', (_, stray) => {
    expect(addresses(`${paragraph(1)}${stray}${paragraph(2)}${img('boats.jpg')}${paragraph(3)}`)).toEqual([
      'boats.jpg',
    ]);
  });

  test('are photographs of flags and those sent over WhatsApp too', () => {
    expect(
      addresses(
        `${paragraph(1)}${img('WhatsApp-Image-2024-05-01-at-10.21.33.jpeg')}${img('flag-burnt.jpg')}${paragraph(2)}`,
      ),
    ).toEqual(['WhatsApp-Image-2024-05-01-at-10.21.33.jpeg', 'flag-burnt.jpg']);
  });

  test.each([
    [
      'a script puts in',
      `<img src="data:image/gif;base64,R0" data-srcset="/i/boats-400.jpg 400w, /i/boats-1200.jpg 1200w">`,
    ],
    ['stands in place of a placeholder', `<img src="/img/placeholder.png" data-lazy="/i/boats-1200.jpg">`],
    [
      'only its sources name',
      `<picture><source srcset="/i/boats-1200.jpg 1200w"><img src="data:image/gif;base64,R0"></picture>`,
    ],
    ['AMP shows', '<amp-img src="/i/boats-1200.jpg" width="1200" height="800"></amp-img>'],
  ])('are found where %s them, and the lead too, in its largest size', (_, picture) => {
    expect(story(`${picture}${paragraph(1)}${paragraph(2)}`, null).image?.url).toBe(
      'https://example.org/i/boats-1200.jpg',
    );
    expect(story(`${paragraph(1)}${picture}${paragraph(2)}`).pictures?.map(({ url }) => url)).toEqual([
      'https://example.org/i/boats-1200.jpg',
    ]);
  });

  test('are as large as a phone can use', () => {
    const set = `${uploads}/nets-300x200.jpg 300w, ${uploads}/nets-1024x683.jpg 1024w, ${uploads}/nets.jpg 4000w`;
    expect(
      addresses(
        `${paragraph(1)}${img('nets-300x200.jpg', `srcset="${set}"`)}
        <a href="${uploads}/market.jpg">${img('market-150x150.jpg')}</a>
        <a href="${link}quay/">${img('quay.jpg')}</a>
        <img src="/blank.gif" data-src="${uploads}/lazy.jpg">${paragraph(2)}`,
      ),
    ).toEqual(['nets-1024x683.jpg', 'market.jpg', 'quay.jpg', 'lazy.jpg']);
  });

  test('end with the text: what stands below other stories’ titles is theirs', () => {
    const below = `<p>اقرأ أيضاً:</p><p><a href="https://example.org/b/">عنوان قصة أخرى في الموقع</a></p>${img('b.jpg')}`;
    expect(addresses(`${paragraph(1)}${paragraph(2)}${img('last.jpg')}${below}`)).toEqual(['last.jpg']);
  });

  test('are nine at most', () => {
    const many = Array.from({ length: 14 }, (_, index) => img(`essay-picture-${index}x.jpg`)).join('');
    expect(story(`${paragraph(1)}${many}${paragraph(2)}`).pictures).toHaveLength(9);
  });

  test('are none where the story has no lead', () => {
    expect(story(paragraph(1), null)).toMatchObject({ image: null, pictures: [] });
  });

  test('of a page are found in its article alone', () => {
    const page = `<html><head><meta property="og:image" content="${lead}"><title>صيادو طرابلس</title></head><body>
      <header>${img('header-photo.jpg')}</header>
      <article><h1>صيادو طرابلس</h1><div class="entry-content">${img('harbour-at-dawn-1024x683.jpg')}
      ${[1, 2, 3, 4].map(paragraph).join(img('boats.jpg'))}${img('nets.jpg')}</div></article>
      <aside>${img('aside.jpg')}</aside></body></html>`;
    expect(articleFromPage(page, link)?.article.pictures?.map(({ url }) => url)).toEqual([
      `${uploads}/boats.jpg`,
      `${uploads}/nets.jpg`,
    ]);
  });
});

describe('two addresses are of one picture', () => {
  test.each([
    ['https://a.org/1/000_36XB4YR.jpg', 'https://cdn.a.org/t/000_36XB4YR-1024x683.jpg'],
    [
      'https://a.org/sites/default/files/styles/large/public/2024/p.jpg?itok=x',
      'https://a.org/sites/default/files/2024/p.jpg',
    ],
    ['https://c.org/image/upload/w_300,h_200/v1/p1.jpg', 'https://c.org/image/upload/w_900,h_600/v1/p1.jpg'],
    ['https://ichef.a.co.uk/news/640/cpsprodpb/p1.jpg', 'https://ichef.a.co.uk/news/1024/cpsprodpb/p1.jpg'],
    ['https://a.org/img.php?id=7&w=300', 'https://a.org/img.php?w=900&id=7'],
  ])('%s and %s', (one, other) => {
    expect(pictureKey(one)).toBe(pictureKey(other));
  });
  test.each([
    ['https://a.org/2024/05/1.jpg', 'https://a.org/2024/06/1.jpg'],
    ['https://a.org/a/image.jpg', 'https://a.org/b/image.jpg'],
    ['https://a.org/img.php?id=7', 'https://a.org/img.php?id=8'],
    ['https://a.org/boats-1.jpg', 'https://a.org/boats-2.jpg'],
  ])('%s and %s are not', (one, other) => {
    expect(pictureKey(one)).not.toBe(pictureKey(other));
  });
});

test('what one shares by is no picture, by its file’s name', () => {
  const buttons = ['whatsapp.png', 'facebook-share.png', 'link.png', 'twitter-icon-2.jpg']
    .map((file) => img(file))
    .join('');
  expect(addresses(`${paragraph(1)}${buttons}${paragraph(2)}${img('telegram-founder.jpg')}${paragraph(3)}`)).toEqual([
    'telegram-founder.jpg',
  ]);
});
