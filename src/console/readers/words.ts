import type { Language } from '../../config/newsroom.ts';
import type { SubscriberState } from '../../database/schema.ts';

export const subscriberStates: Readonly<Record<SubscriberState, string>> = {
  active: 'يصلهم ما نرسله',
  left: 'غادروا',
  gone: 'لا سبيل إليهم',
};

export const languageWords: Readonly<Record<Language, string>> = { ar: 'العربيّة', en: 'الإنكليزيّة' };
