import type { Db } from '../../database/database.ts';
import type { PushState } from '../../database/schema.ts';
import { type Controlled, cancelPush, pausePush, resumePush } from '../../delivery/push-control.ts';
import { sendToMissed } from '../../delivery/send-to-missed.ts';
import { undoCorrection } from '../../editions/correct.ts';
import { done } from '../answer.ts';
import type { Notice } from '../page.tsx';
import { readers, stateWords } from '../push-words.ts';
import { counted } from '../time.tsx';

/** What an editor may order of a push that was decided on. `gone`: resume, those who seemed gone are; `undo`: of a correction that has not begun. */
export const steering = ['pause', 'resume', 'gone', 'cancel', 'missed', 'uncertain', 'undo'] as const;
export type Steering = (typeof steering)[number];

/** Those that take a mark of confirmation. */
export const confirmed: readonly Steering[] = ['gone', 'cancel', 'uncertain'];

/** What came of it: of `missed` and `uncertain` also to how many it goes. */
export type Steered =
  | { readonly kind: 'done'; readonly readers: number | undefined }
  | { readonly kind: 'refused'; readonly why: string };

/** Carries it out. */
export async function steer(
  db: Db,
  order: Steering,
  { pushId, actor }: { readonly pushId: number; readonly actor: string },
): Promise<Steered> {
  if (order === 'undo') {
    const undone = await undoCorrection(db, { pushId, actor });
    if (undone === 'unknown') return noPush;
    return undone === 'done'
      ? { kind: 'done', readers: undefined }
      : { kind: 'refused', why: 'بدأ التصحيح، ولم يعد التراجع ممكناً.' };
  }
  if (order === 'missed' || order === 'uncertain') {
    const which = order === 'missed' ? (['failed'] as const) : (['failed', 'uncertain'] as const);
    const sent = await sendToMissed(db, { pushId, actor, which });
    if (sent.kind === 'unknown') return noPush;
    if (sent.kind === 'refused') return { kind: 'refused', why: whyNotAgain(sent.state) };
    return { kind: 'done', readers: sent.readers };
  }
  const controlled = await controlling[order](db, { pushId, actor });
  if (controlled.kind === 'unknown') return noPush;
  if (controlled.kind === 'done') return { kind: 'done', readers: undefined };
  return { kind: 'refused', why: `لم يُفعل شيء: ${refusals[order]} وهي الآن: ${stateWords[controlled.state]}.` };
}

/** Whether a push is in a state that an order leaves it in: somebody may have ordered otherwise since. */
export function leftBy(order: Steering, state: PushState): boolean {
  switch (order) {
    case 'pause':
      return state === 'paused';
    case 'cancel':
    case 'undo':
      return state === 'cancelled';
    default:
      return state !== 'paused' && state !== 'cancelled';
  }
}

const noPush: Steered = { kind: 'refused', why: 'لا دفعة بهذا الرقم.' };

type Controlling = Exclude<Steering, 'missed' | 'uncertain' | 'undo'>;

const controlling: Readonly<
  Record<Controlling, (db: Db, order: { readonly pushId: number; readonly actor: string }) => Promise<Controlled>>
> = {
  pause: pausePush,
  cancel: cancelPush,
  resume: resumePush,
  gone: (db, order) => resumePush(db, { ...order, gone: 'confirmed' }),
};

const refusals: Readonly<Record<Controlling, string>> = {
  pause: 'لا يُوقف إلا ما لم ينتهِ.',
  resume: 'لا يُستأنف إلا ما أُوقف.',
  gone: 'لا يُستأنف إلا ما أُوقف.',
  cancel: 'لا يُلغى ما انتهى.',
};

const doneWords: Readonly<Record<Controlling, string>> = {
  pause: 'أُوقف الإرسال. ما كان في الطريق يصل، والباقي ينتظر.',
  resume: 'استُؤنف الإرسال من حيث توقّف.',
  gone: 'شُطب من غادروا، واستُؤنف الإرسال إلى الباقين.',
  cancel: 'أُلغي الإرسال. من لم يصله حتى الآن لن يصله.',
};

const toReaders = { ...readers, one: 'قارئ واحد', two: 'قارئَين' };

/** What is said of an order that was carried out. */
export function steeredNotice(order: Steering, sentTo: number | undefined): Notice {
  if (order === 'undo') return done('أُلغي التصحيح قبل أن يبدأ.');
  if (order !== 'missed' && order !== 'uncertain') return done(doneWords[order]);
  return done(sentTo ? `يُرسل الآن إلى ${counted(sentTo, toReaders)}.` : 'لا أحد يُرسل إليه ثانية.');
}

function whyNotAgain(state: string): string {
  if (state === 'retracted') return 'سُحب ما أُرسل، فلا يُرسل ثانية.';
  const by = /^replaced by push (\d+)$/.exec(state)?.[1];
  if (by !== undefined) return `حلّت محلّه الدفعة ${by}، فلا يُرسل ثانية.`;
  return 'لا يُرسل إلى من فاتهم إلا بعد أن ينتهي الإرسال.';
}
