import type { Counted } from '../time.tsx';

export const messages: Counted = {
  zero: 'لا رسالة',
  one: 'رسالة واحدة',
  two: 'رسالتان',
  few: 'رسائل',
  many: 'رسالة',
  other: 'رسالة',
};

export const pushForms: Counted = {
  one: 'دفعة واحدة',
  two: 'دفعتين',
  few: 'دفعات',
  many: 'دفعة',
  other: 'دفعة',
};

export const failuresInARow: Counted = {
  one: 'مرّة واحدة',
  two: 'مرّتين متتاليتين',
  few: 'مرّات متتالية',
  many: 'مرّة متتالية',
  other: 'مرّة متتالية',
};

export const storyForms: Counted = { one: 'قصة واحدة', two: 'قصتين', few: 'قصص', many: 'قصة', other: 'قصة' };

export const parts: Readonly<Record<string, string>> = { database: 'السجلّ (PostgreSQL)', queue: 'طوابير العمل' };

/** What came of an order, after it. */
export const doneWords = {
  pause: 'أُوقف الإرسال عبر هذا الحساب. ما كان في الطريق يصل، والباقي ينتظر.',
  resume: 'استُؤنف الإرسال عبر هذا الحساب.',
  read: 'يُقرأ المصدر الآن. تظهر النتيجة هنا خلال ثوانٍ.',
  keep: 'يبقى هذا السطر في القصص من الآن. القصص التي في السجلّ تبقى كما هي.',
  release: 'يعود الأمر في هذا السطر إلى ما يُلاحَظ في صفحات الموقع.',
} as const;

export type Done = keyof typeof doneWords;
