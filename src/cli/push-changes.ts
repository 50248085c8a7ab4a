import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { ChangingKind } from '../delivery/changes/change.ts';
import { type ChangePlan, pacesOf, planChange, toldBy } from '../delivery/changes/change-plan.ts';
import { correctPush, type Ordered, retractPush, storyAt, whyNot } from '../editions/correct.ts';
import type { ItemEdit, NoticeTo, PushItem } from '../editions/push.ts';
import { CommandFailure, UsageError } from './failure.ts';
import { type Json, print, table } from './output.ts';
import { newsroom, noPush, show } from './push.ts';
import { follow } from './push-follow.ts';
import { withRecord } from './with-record.ts';

export interface ChangeOptions extends Json {
  readonly story?: number;
  readonly notice: NoticeTo | 'none';
  readonly yes?: boolean;
}

export function correct(
  id: number,
  options: ChangeOptions & { title?: string; summary?: string; note: string },
): Promise<void> {
  const { title, summary, note } = options;
  if (title === undefined && summary === undefined && note === '') {
    throw new UsageError('push correct: give what is corrected: --title, --summary or --note');
  }
  return withRecord(async (db) => {
    const story = await storyOf(db, id, options.story);
    const edit: ItemEdit = {
      articleId: story.articleId,
      change: { kind: 'corrected', note },
      ...(title === undefined ? {} : { title }),
      ...(summary === undefined ? {} : { summary }),
    };
    await order(db, { id, kind: 'correction', options }, (asked) => correctPush(db, { ...asked, edits: [edit] }));
  });
}

export function retract(id: number, options: ChangeOptions & { reason: string }): Promise<void> {
  const { reason, story: place } = options;
  return withRecord(async (db) => {
    if (place === undefined) {
      await order(db, { id, kind: 'retraction', options }, (asked) => retractPush(db, { ...asked, reason }));
      return;
    }
    // The other stories of a digest stay, so its messages are edited.
    const story = await storyOf(db, id, place);
    const edit: ItemEdit = { articleId: story.articleId, change: { kind: 'retracted', reason } };
    await order(db, { id, kind: 'correction', options }, (asked) => correctPush(db, { ...asked, edits: [edit] }));
  });
}

async function storyOf(db: Db, id: number, place: number | undefined): Promise<PushItem> {
  const push = await db.selectFrom('push').select('content').where('id', '=', id).executeTakeFirst();
  if (!push) throw noPush(id);
  const story = storyAt(push.content, place);
  if (story === 'which')
    throw new UsageError(`push ${id} has several stories: say which with --story (push show ${id})`);
  if (story === undefined) throw new CommandFailure(`push ${id} has no story ${place ?? 1}: nashra push show ${id}`);
  return story;
}

async function order(
  db: Db,
  { id, kind, options }: { readonly id: number; readonly kind: ChangingKind; readonly options: ChangeOptions },
  make: (asked: {
    readonly pushId: number;
    readonly actor: string;
    readonly notice: NoticeTo | 'none';
  }) => Promise<Ordered>,
): Promise<void> {
  const refused = await whyNot(db, id, kind === 'correction' ? 'correct' : 'retract');
  if (refused !== null) throw new CommandFailure(refused);
  const plan = await planChange(db, { kind, pushId: id, paces: pacesOf(await newsroom()) });
  const toTell = toldBy(plan, options.notice);
  if (!options.yes) {
    print({ push: id, kind, channels: plan, notice: options.notice, told: toTell }, options, () =>
      [describe(plan), ...noticeLine(options.notice, toTell), 'nothing was done: add --yes to do it'].join('\n'),
    );
    return;
  }
  if (!options.json) process.stderr.write(`${[describe(plan), ...noticeLine(options.notice, toTell)].join('\n')}\n`);
  const ordered = await make({ pushId: id, actor: commandLine, notice: options.notice });
  if (ordered.kind === 'unknown') throw noPush(id);
  if (ordered.kind === 'refused') throw new CommandFailure(ordered.reason);
  if (ordered.kind === 'changed')
    throw new CommandFailure(`push ${id} was changed meanwhile: look at it and ask again`);
  if (!options.json) {
    process.stderr.write(
      `push ${ordered.pushId} does it; until it begins, nashra push cancel ${ordered.pushId} undoes it\n`,
    );
    await follow(db, ordered.pushId);
    if (ordered.noticeId !== null) await follow(db, ordered.noticeId);
  }
  await show(db, ordered.pushId, options);
}

function noticeLine(notice: NoticeTo | 'none', toTell: number): string[] {
  if (notice === 'none') return [];
  const least = notice === 'unchanged-only' ? 'at least ' : '';
  return [`a notice goes to ${least}${toTell} of them as a message of its own`];
}

function paceLine({ channel, pace }: ChangePlan): string[] {
  if (pace === null || pace.takesMs + pace.fallOut === 0) return [];
  const seconds = Math.ceil(pace.takesMs / 1_000);
  const takes = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  const late = pace.fallOut === 0 ? '' : `; for about ${pace.fallOut} of them it will be too late by then`;
  return [`${channel}: takes about ${takes} at channels.whatsapp.changeGap${late}`];
}

function describe(plan: readonly ChangePlan[]): string {
  if (plan.length === 0) return 'nobody has it and nobody waits for it';
  const numbers = table(
    plan.map((row) => [row.channel, row.edited, row.deleted, row.tooLate, row.unknown, row.gone, row.waiting]),
    ['channel', 'edited', 'deleted', 'too late', 'not known', 'gone', 'still waiting'],
  );
  return [numbers, ...plan.flatMap(paceLine)].join('\n');
}
