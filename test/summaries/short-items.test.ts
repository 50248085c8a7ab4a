import { expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const items: [string, string, string][] = [
  [
    'an address',
    'أطلقت وزارة الاتصالات، اليوم، منصة لتلقي شكاوى المشتركين على الرابط https://shakwa.gov.example/ar. وقالت الوزارة إن الرد سيكون خلال 48 ساعة.',
    'أطلقت وزارة الاتصالات',
  ],
  [
    'an e-mail address',
    'دعت الجامعة الطلاب الراغبين في المنح إلى إرسال طلباتهم إلى grants@uni.example قبل 30 نيسان. وتشمل المنح كلفة السكن.',
    'دعت الجامعة',
  ],
  [
    'a tag',
    'تصدر وسم #أنقذوا_النهر مواقع التواصل في البلاد، الثلاثاء، بعد نفوق آلاف الأسماك. وقالت الوزارة إنها أخذت عينات من المياه.',
    'تصدر وسم',
  ],
  ['one line without a full stop', 'هزة أرضية بقوة 5.6 درجات تضرب شمال غرب سوريا', 'هزة أرضية'],
];

test.each(items)('a short item with %s has a summary that opens with its news', (_, text, opening) => {
  expect(summariseParagraphs({ title: 'خبر', paragraphs: [text] }).summary).toMatch(new RegExp(`^${opening}`));
});

test('a paragraph that goes on with the story stays below a box with another story’s title', () => {
  const own = [
    'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.',
    'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.',
  ];
  const page = [own[0] ?? '', 'قد يهمك أيضاً:', 'ما هي الضريبة الجديدة على الطرود؟', own[1] ?? ''];
  const { kept } = cleanParagraphs(page, { title: 'انقطاع المياه عن أحياء المرفأ يومين' });
  expect(kept.map((block) => block.text)).toEqual(own);
});
