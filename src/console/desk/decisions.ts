import type { Texts } from '../../config/texts.ts';
import { fateOf, isInDigest, nameOf } from '../../conversation/editors/fate.ts';
import type { Db } from '../../database/database.ts';
import { approvePush, type Decision, dropPush, keepForDigest, undoDecision } from '../../editions/decide.ts';
import type { Proposal } from '../../editions/proposals.ts';
import { titlesOf } from '../../editions/push.ts';
import { undoTime } from '../../editions/undo-time.ts';
import { done, wrong } from '../answer.ts';
import type { Notice } from '../page.tsx';
import { momentText } from '../time.tsx';
import type { From } from './proposal-card.tsx';

/** What an editor may order of a proposal. */
export const decisions = ['approve', 'breaking', 'channel', 'at', 'later', 'drop', 'undo'] as const;

export interface DecisionOrder {
  readonly pushId: number;
  readonly actor: string;
  readonly order: (typeof decisions)[number];
  /** The revision of the text that was on the page. */
  readonly seen: number | undefined;
  /** The most Telegram Stars that stood on the page. */
  readonly stars: number | undefined;
  /** When it is to be sent, of the order `at`. */
  readonly at: Date | undefined;
  /** Which decision is to be undone, of the order `undo`. */
  readonly decision: number | undefined;
  readonly now: Date;
}

/** Carries it out. What is sent at once waits for as long as it can be undone; breaking news waits for nothing. */
export function decide(db: Db, order: DecisionOrder): Promise<Decision> {
  const { pushId, actor, now } = order;
  const input = { pushId, actor, ...(order.seen === undefined ? {} : { seen: order.seen }) };
  const approval = {
    ...input,
    as: 'story',
    ...(order.stars === undefined ? {} : { fare: { kind: 'paid' as const, most: order.stars } }),
  } as const;
  const soon = new Date(now.getTime() + undoTime);
  switch (order.order) {
    case 'approve':
      return approvePush(db, { ...approval, sendAt: soon });
    case 'breaking':
      return approvePush(db, { ...approval, as: 'breaking' });
    case 'channel':
      return approvePush(db, { ...approval, sendAt: soon, whatsapp: 'destinations' });
    case 'at':
      return approvePush(db, { ...approval, sendAt: order.at ?? soon });
    case 'later':
      return keepForDigest(db, input);
    case 'drop':
      return dropPush(db, { pushId, actor });
    case 'undo':
      return undoDecision(db, { pushId, actor, ...(order.decision === undefined ? {} : { decision: order.decision }) });
  }
}

/** What to say when it was not done. */
export function notDone(
  texts: Texts,
  order: Pick<DecisionOrder, 'order'>,
  decision: Exclude<Decision, { kind: 'done' }>,
  push: Proposal | undefined,
): Notice {
  switch (decision.kind) {
    case 'unknown':
      return wrong(texts.say('editors.gone'));
    case 'changed':
      return wrong(texts.say('editors.textChanged'));
    case 'already': {
      if (push === undefined) return wrong(texts.say('editors.gone'));
      const isDecided = push.state === 'dropped' || (push.state === 'approved' && !push.begun);
      if (order.order === 'undo' && push.state === 'proposed') return wrong('تراجع عنه غيركم قبلكم، وهو ينتظر القرار.');
      if (order.order === 'undo' && !isDecided) return wrong(texts.say('editors.cannotUndo'));
      const name = nameOf(texts, decision.by);
      return wrong(texts.say('editors.already', { decision: fateOf(texts, push), name }));
    }
  }
}

/** Whether what was to leave by now has not begun for a minute: nobody sends just now. */
export const isOverdue = (sendAt: Date, now: Date): boolean => now.getTime() - sendAt.getTime() > 60_000;

/** What became of a proposal that was decided on, with «تراجع» while nothing of it has begun. */
export function fateNotice(push: Proposal, context: { zone: string; now: Date; from: From; mine: boolean }): Notice {
  const title = titlesOf(push.content)[0] ?? '';
  const undo = context.mine
    ? {
        action: `/console/pushes/${push.id}/decide`,
        fields: { order: 'undo', from: context.from, decision: String(push.decisions) },
      }
    : undefined;
  const named = (words: string) => `${words}: «${title}».`;
  switch (push.state) {
    case 'proposed':
      return done(named('عاد إلى انتظار القرار'));
    case 'approved': {
      if (push.begun) return done(named('بدأ الإرسال'));
      if (isOverdue(push.sendAt, context.now)) return done(named('حان موعده ولم يبدأ بعد'), undo);
      const isSoon = push.sendAt.getTime() - context.now.getTime() <= undoTime;
      return done(named(isSoon ? 'يُرسل بعد ثوانٍ' : `يُرسل في ${momentText(push.sendAt, context.zone)}`), undo);
    }
    case 'dropped':
      return done(named(isInDigest(push) ? 'لن يُرسل وحده، وهو للنشرة القادمة' : 'أُسقط ولن يُرسل'), undo);
    case 'sending':
      return done(named('بدأ الإرسال'));
    case 'paused':
      return done(named('متوقّف موقتاً'));
    case 'finished':
      return done(named('أُرسل'));
    case 'cancelled':
      return done(named('أُلغي'));
  }
}
