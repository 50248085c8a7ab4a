import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../../src/articles/dom.ts';
import { htmlTree } from '../../../src/articles/html/tree.ts';
import type { TreeNode } from '../../../src/articles/html/tree-element.ts';

/** A page's body as HTML that ends every element. */
function bodyOf(html: string): string {
  const written = (node: TreeNode): string => {
    if (typeof node === 'string') return node;
    const { name, children, before = [] } = node;
    return `${before.map(written).join('')}<${name}>${children.map(written).join('')}</${name}>`;
  };
  const body = htmlTree(html).children[1];
  return body === undefined || typeof body === 'string' ? '' : body.children.map(written).join('');
}

describe('elements end where browsers end them', () => {
  test.each([
    ['a link, where the next begins', '<a>1<a>2</a>3', '<a>1</a><a>2</a>3'],
    ['a link that holds an open box, in that box', '<a>1<div>2</a>3</div>4', '<a>1</a><div><a>2</a>3</div>4'],
    ['bold type likewise', '<b><p>1<i>2</b>3</p>4', '<b></b><p><b>1</b><i><b>2</b>3</i></p>4'],
    ['a link that only the next ends holds no box', '<a>1<div>2<a>3</a></div>', '<a>1</a><div>2<a>3</a></div>'],
    ['a paragraph, where a box begins', '<p>1<div>2</div>3', '<p>1</p><div>2</div>3'],
    ['a paragraph with what is open in it', '<p><span>1</p>2', '<p><span>1</span></p>2'],
    [
      'a paragraph, and not the link around the box',
      '<p><a href="/1"><img><h3>1</h3></a>2',
      '<p><a><img></img></a></p><a><h3>1</h3></a>2',
    ],
    ['a paragraph with the link in its words', '<p><a href="/1">1<h3>2</h3>3', '<p><a>1</a></p><h3>2</h3>3'],
    ['an item with what is open in it', '<ul><li><a>1<li>2</ul>', '<ul><li><a>1</a></li><li>2</li></ul>'],
    ['no item of the list around', '<ul><li>1<ul><li>2</ul>3</ul>', '<ul><li>1<ul><li>2</li></ul>3</li></ul>'],
    ['a heading, where the next begins and by the end of any', '<h2>1<h3>2</h4>3', '<h2>1</h2><h3>2</h3>3'],
    ['no box by the end of a word', '<span><div>1</span>2</div>3', '<span><div>12</div>3</span>'],
    [
      'no cell by the end of a box outside',
      '<div><table><tr><td>1</div>2',
      '<div><table><tr><td>12</td></tr></table></div>',
    ],
    [
      'a cell and a row by the next',
      '<table><tr><td>1<td>2<tr><td>3',
      '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>',
    ],
    [
      'a table without cells, where one begins',
      '<table><tr><center><table><td>1</table>2</center>3',
      '<center></center><table><tr></tr></table><table><tr><td>1</td></tr></table>23',
    ],
    ['a drawing, where text begins', '<svg><g><path/><p>1</p>', '<svg><g><path></path></g></svg><p>1</p>'],
    [
      'nothing by what is in `noscript`',
      '<div><noscript></div><b></noscript>1</div>2',
      '<div><noscript><b></b></noscript>1</div>2',
    ],
    ['a form alone, not the box in it', '<form><div>1</form>2</div>3', '<form><div>12</div></form>3'],
    ['a dialogue with what is open in it', '<dialog>1<p>2</dialog>3', '<dialog>1<p>2</p></dialog>3'],
    ['a comment by either mark', '1<!-- 2 --!>3<!-- 4 -->5', '135'],
  ])('%s', (_, html, tree) => expect(bodyOf(`<body>${html}`)).toBe(tree));
});

test('what stands between the cells of a table stands before it', () => {
  expect(bodyOf('<table>1<tr><p>2</p><td>3</table>4')).toBe('1<p>2</p><table><tr><td>3</td></tr></table>4');
});

test('what cells without a table part is parted', () => {
  expect(bodyOf('<div><tr><td>1</td><td>2</td></tr></div>')).toBe('<div><hr></hr><hr></hr>1<hr></hr>2</div>');
});

test('space between the cells of a table stays between their words', () => {
  const document = parseDocument('<table><tr><td>أول</td>\n<td>ثان</td></tr>\n<tr><td>ثالث</td></tr></table>');
  expect(document.body.textContent).toBe('أول\nثان\nثالث');
});

test('a page without a head or a body has both', () => {
  const document = parseDocument('<title>عنوان</title><meta name="author" content="سلمى"><h1>عنوان</h1><p>نص');
  expect(document.querySelector('head title')?.textContent).toBe('عنوان');
  expect(document.querySelector('body p')?.textContent).toBe('نص');
});

test('names of attributes are read in any letters, entities in values and texts as characters', () => {
  const document = parseDocument('<P CLASS="a&amp;b" class="c">س &amp; ص &#1593;</P>');
  expect(document.querySelector('p')?.getAttribute('class')).toBe('a&b');
  expect(document.body.textContent).toBe('س & ص ع');
});

test('of programs only data about the article is read', () => {
  const document = parseDocument('<script>var a = 1</script><script type="application/ld+json">{}</script>');
  expect([...document.querySelectorAll('script')].map(({ textContent }) => textContent)).toEqual(['', '{}']);
});

describe('of what no page needs', () => {
  test('boxes too deep stand side by side, and those without text not at all', () => {
    const deep = `${'<div>'.repeat(500)}<p>أول</p><p>ثان</p>${'</div>'.repeat(500)}<p>ثالث</p>`;
    const document = parseDocument(`<body>${deep}`);
    expect([...document.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual(['أول', 'ثان', 'ثالث']);
    expect([...document.querySelectorAll('*')].length).toBeLessThan(90);
    expect([...document.body.childNodes].length).toBe(2);
  });

  test('in sixty boxes of a builder everything stands where it was written', () => {
    const story = '<p>تسلمت <em>خمسين</em> <a href="/a"><b>جرعة</b></a> أمس</p><ul><li>بند</li></ul>';
    const document = parseDocument(`<body>${'<div>'.repeat(60)}${story}${'</div>'.repeat(60)}`);
    expect(document.querySelector('p')?.textContent).toBe('تسلمت خمسين جرعة أمس');
    expect(document.querySelector('p a b')?.textContent).toBe('جرعة');
    expect(document.querySelector('div > ul > li')?.textContent).toBe('بند');
  });

  test('words in boxes too deep stay in their order, those of another type in their paragraph', () => {
    const story =
      '<section>أ<p>تسلمت <em>خمسين <b>ألف</b></em> جرعة<br>أمس</p>ب</section><script>var a = "نص"</script><p>ج</p>';
    const document = parseDocument(`<body>${'<div>'.repeat(300)}${story}`);
    expect([...document.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual([
      'تسلمت خمسين ألف جرعةأمس',
      'ج',
    ]);
    expect(document.body.textContent).toBe('أتسلمت خمسين ألف جرعةأمسبج');
  });

  test('behind too many elements no program is text, and data about the article is read', () => {
    const document = parseDocument(
      `<body>${'<ul><li>بند</li></ul>'.repeat(30_000)}<p>نص<script>var a</script></p><script type="application/ld+json">{}</script>`,
    );
    expect(document.querySelector('p')?.textContent).toBe('نص');
    expect(document.querySelector('script[type]')?.textContent).toBe('{}');
  });

  test('behind too many elements only paragraphs are read', () => {
    const document = parseDocument(
      `<body>${'<ul><li>بند</li></ul>'.repeat(100_000)}<p>آخر <b>النص</b></p><div>حشو</div>`,
    );
    expect([...document.querySelectorAll('*')].length).toBeLessThan(30_000);
    expect([...document.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual(['آخر النص']);
    expect(document.body.textContent).not.toContain('حشو');
  });

  test('an attribute of a megabyte is left out, and so are thousands of one element', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `a${i}="1"`).join(' ');
    const document = parseDocument(
      `<img src="data:image/png;base64,${'QUJD'.repeat(250_000)}" alt="صورة"><p ${many}>نص</p>`,
    );
    const [image, paragraph] = [document.querySelector('img'), document.querySelector('p')];
    expect(image?.hasAttribute('src')).toBe(false);
    expect(image?.getAttribute('alt')).toBe('صورة');
    expect(paragraph?.hasAttribute('a1')).toBe(true);
    expect(paragraph?.hasAttribute('a4999')).toBe(false);
  });

  test('a text of five megabytes is read in part, and what follows it too', () => {
    const document = parseDocument(`<p>${'كلمة '.repeat(1_000_000)}</p><p>نهاية</p>`);
    const [long, last] = [...document.querySelectorAll('p')].map(({ textContent }) => textContent ?? '');
    expect(long?.length).toBeLessThan(200_000);
    expect(last).toBe('نهاية');
  });
});
