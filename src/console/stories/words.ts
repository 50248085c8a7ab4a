import type { StoryState } from '../../editions/story-list.ts';
import type { SummaryMethod } from '../../summaries/summary.ts';
import type { Counted } from '../time.tsx';

/** As a story is marked in the list. */
export const storyStates: Readonly<Record<StoryState, string>> = {
  proposed: 'بانتظار القرار',
  accepted: 'مقبولة',
  sent: 'أُرسلت',
  dropped: 'مُسقطة',
  baseline: 'من الأرشيف',
};

export const storyTones: Readonly<Record<StoryState, 'wait' | 'well' | 'ill' | 'soft'>> = {
  proposed: 'wait',
  accepted: 'well',
  sent: 'well',
  dropped: 'ill',
  baseline: 'soft',
};

/** What the mark means, on the story's own page. */
export const storyFates: Readonly<Record<StoryState, string>> = {
  proposed: 'هي معروضة على المحرّرين، ولم يُقرَّر فيها بعد.',
  accepted: 'تأخذها النشرة التالية إن كانت من مواضيعها ومدّتها.',
  sent: 'وصلت القرّاء، أو تصلهم الآن.',
  dropped: 'أُسقطت أو سُحبت، فليست في النشرات ولا في القوائم.',
  baseline: 'كانت في الموقع حين بدأت قراءة مصدرها، فلم تُعرض ولم تُرسل.',
};

export const methods: Readonly<Record<SummaryMethod, string>> = {
  standfirst: 'مقدّمة الكاتب نفسها',
  extract: 'جمل من المقال كما هي',
  writer: 'كتبها الكاتب الآلي، وقورنت بالمقال',
  excerpt: 'مقتطف المصدر',
};

export const wordForms: Counted = {
  one: 'كلمة واحدة',
  two: 'كلمتان',
  few: 'كلمات',
  many: 'كلمة',
  other: 'كلمة',
};
