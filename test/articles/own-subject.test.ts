import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { body } from './port-story.ts';

const kept = (lines: readonly string[], title: string): string[] =>
  cleanParagraphs(lines, { title }).kept.map(({ text }) => text);

describe('what a title is about is the story’s, and no sign of the page speaking', () => {
  const title = 'كيف تعمل ملفات الارتباط؟ ثلاثة أسئلة عمّا تتركه المواقع في هاتفك';
  const article = [
    '1- ما ملف الارتباط؟',
    'ورقة صغيرة يتركها الموقع في متصفحك لتعرفك صفحاته في المرة المقبلة: ما في سلتك، ولغتك، وكلمة المرور التي حفظتها.',
    '2- من يقرؤه؟',
    'تقرؤه الجهات الخارجية التي تشتري الإعلان أيضاً، وقد عدّ باحثون في جامعة الساحل أربعين جهة في صفحة واحدة.',
    '3- كيف أمحوه؟',
    'من إعدادات المتصفح، ثم الخصوصية. سيطلب منك كل موقع بعدها كلمة المرور من جديد.',
  ];

  test('an explainer keeps its answers', () => {
    expect(kept([title, ...article], title)).toEqual(article);
  });

  test('the page’s own banner leaves there too', () => {
    const banner = 'نحن نستخدم ملفات تعريف الارتباط على موقعنا لتحسين تجربتكم. باستخدامك هذا الموقع فإنك توافق عليها.';
    expect(kept([title, ...article, banner], title)).toEqual(article);
  });

  test('its contents leave, with the control that opens them', () => {
    const contents = article.filter((_, at) => at % 2 === 0);
    expect(kept([title, 'محتويات المقال', 'إظهار', ...contents, ...article], title)).toEqual(article);
  });
});

test('on a page too, a scene under its printed title and date is how the article opens', () => {
  const title = 'صيادو المرفأ يبيعون قواربهم';
  const scene = 'تجلس أم سالم على حجر. أمامها طبق تين وكأس شاي بارد. لا تلتفت حين يمر القطار.';
  const story = [
    'باع صيادو المرفأ ثلاثين قارباً منذ الربيع، بعدما ارتفع ثمن الوقود وقلّ السمك في الخليج، بحسب نقابتهم.',
    'وقالت النقابة إن الصيادين يطلبون من الوزارة قروضاً لشراء محركات أصغر قبل موسم السردين.',
    ...body,
  ];
  const html = `<html lang="ar"><body><article><div>حكايات</div><h1>${title}</h1><div>نهى سرور</div><div>20 أكتوبر 2025</div>
    <figure><img src="a.jpg"><figcaption>قارب صيادين معروض للبيع في المرفأ</figcaption></figure>
    <div class="gh-content">${[scene, ...story].map((text) => `<p>${text}</p>`).join('')}</div></article></body></html>`;
  const texts = articleFromPage(html.replace('gh-content', 'text'), 'https://news.example/1')?.article.blocks.map(
    ({ text }) => text,
  );
  expect(texts).toContain(scene);
});

test('an essay’s conclusion on a free press and what fear costs is no call for donations', () => {
  const title = 'عن الخوف الذي صار سياسة';
  const essay = [
    'في كل مرة تضيق فيها السبل بالسلطة، تفتش عن عدو صغير تكبّره. لم يعد القمع حدثاً استثنائياً، بل صار أسلوب إدارة.',
    'لا تحتاج السياسة حين يصبح الخوف مؤسسة إلى سجون كثيرة، يكفيها أن يصدق الناس أن الجدران تسمع.',
    'ما نحتاج إليه قوانين تحمي المبلغين، وقضاء لا يُنقل قضاته بمكالمة، وصحافة لا تستأذن. من دونها سيبقى الصمت أكثر كلفة علينا.',
  ];
  expect(kept(essay, title)).toEqual(essay);
  const call = 'الصحافة المستقلة مكلفة، ونحن نعتمد على قرائنا.';
  expect(kept([...essay, call], title)).toEqual(essay);
});
