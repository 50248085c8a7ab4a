import type { PushKind, PushState } from '../database/schema.ts';
import type { Counted } from './time.tsx';

/** What kind of push it is, for a list. */
export const kindWords: Readonly<Record<PushKind, string>> = {
  breaking: 'قصة',
  manual: 'قصة',
  digest: 'نشرة',
  correction: 'تصحيح',
  retraction: 'سحب',
  notice: 'إشعار',
};

export const stateWords: Readonly<Record<PushState, string>> = {
  proposed: 'بانتظار القرار',
  approved: 'لم يبدأ بعد',
  sending: 'يُرسل الآن',
  paused: 'متوقّف موقتاً',
  finished: 'أُرسل',
  cancelled: 'أُلغي',
  dropped: 'لم يُرسل',
};

/** How a state is coloured. */
export const stateTones: Readonly<Record<PushState, 'wait' | 'well' | 'ill' | 'soft'>> = {
  proposed: 'wait',
  approved: 'wait',
  sending: 'well',
  paused: 'ill',
  finished: 'soft',
  cancelled: 'soft',
  dropped: 'soft',
};

export const readers: Counted = {
  zero: 'لا أحد',
  one: 'قارئ واحد',
  two: 'قارئان',
  few: 'قرّاء',
  many: 'قارئاً',
  other: 'قارئ',
};

/** Behind «من», «إلى», «عدد»: «من قارئَين». */
export const ofReaders: Counted = { ...readers, zero: '0', two: 'قارئَين' };

/** «7000000001» of a lane's name behind the words for its channel. */
export function laneWords(lane: string): { readonly channel: string; readonly account: string } {
  const [kind = '', account = ''] = lane.split(/:(.*)/s);
  return { channel: laneKinds[kind] ?? kind, account };
}

const laneKinds: Readonly<Record<string, string>> = {
  telegram: 'تلغرام',
  whatsapp: 'واتساب',
  'whatsapp-cloud': 'واتساب الرسمي',
};
