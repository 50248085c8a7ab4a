import type { EditionConfig } from '../../config/newsroom.ts';
import type { TickState } from '../../database/schema.ts';
import type { Carries } from '../../editions/edition-report.ts';

export const kinds: Readonly<Record<EditionConfig['kind'], string>> = {
  breaking: 'كلّ قصة وحدها، حين تُنشر أو يُقرَّر نشرها',
  digest: 'نشرة من أحدث القصص، في موعدها',
  weekly: 'قائمة بما قُرئ أكثر من غيره، في موعدها',
};

export const tickStates: Readonly<Record<TickState, string>> = {
  due: 'تُعدّ الآن',
  composed: 'أُعدّت',
  empty: 'لم يكن ما يُرسل',
  skipped: 'فاتت',
};

/** Why nothing would leave. */
export const nothing: Readonly<Record<Exclude<Carries['kind'], 'new'>, string>> = {
  none: 'لا شيء: لو حان موعدها الآن لما أُرسلت.',
  'sent before': 'القائمة نفسها التي أُرسلت في المرّة الماضية، فلا تُعاد:',
};
