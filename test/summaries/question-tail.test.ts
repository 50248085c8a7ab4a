import { expect, test } from 'vitest';
import { withoutQuestionTail } from '../../src/summaries/question-tail.ts';

test.each([
  'اعتقلت الشرطة الناشطة سمر بدوي في الرياض يوم أمس الاثنين‖، فمن هي سمر بدوي؟',
  'طوت فرنسا الأسبوع الماضي صفحة وجودها العسكري في منطقة الساحل بتسليم آخر قواعدها‖، وسط تساؤلات عن القوة التي ستملأ الفراغ.',
  'أعلن الرئيس الأمريكي الثلاثاء انسحاب بلاده من الاتفاق النووي الإيراني‖، وفيما يلي نستعرض جوانب ستتأثر بعودة العقوبات:',
])('the news before what leads its reader on is kept: %s', (marked) => {
  expect(withoutQuestionTail(marked.replace('‖', ''))).toBe(marked.indexOf('‖'));
});

test('a supposition is not parted from the question that it leads to', () => {
  expect(
    withoutQuestionTail('لكن لو افترضنا أن الدور المصري في القطاع مقبول من الفصائل، فما هو مصدر هذا الاتهام؟'),
  ).toBe(0);
});

test('«فيما» that only goes on is no such tail', () => {
  expect(withoutQuestionTail('ارتفعت الأسعار في العاصمة هذا الأسبوع بنسبة عشرة في المئة، فيما هبطت الأسهم.')).toBe(0);
});

test('what was not told is no such tail either', () => {
  expect(
    withoutQuestionTail('ولم يذكر البيان الذي أعلنت فيه وفاة مؤسس الجماعة، متى كانت الوفاة ولا مكان حدوثها.'),
  ).toBe(0);
});

test('«وسط» that tells of more than questions is the news', () => {
  expect(
    withoutQuestionTail('انسحبت القوات الفرنسية من آخر قواعدها في مدينة غاو شمال مالي، وسط احتجاجات عليها في العاصمة.'),
  ).toBe(0);
});
