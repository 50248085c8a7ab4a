import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { hasWhatsAppChannel, type Newsroom } from '../config/newsroom.ts';
import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { PushState } from '../database/schema.ts';
import { cancelPush, pausePush, resumePush } from '../delivery/push-control.ts';
import { listPushes, type PushReport, reportOn } from '../delivery/push-report.ts';
import { type Missed, sendToMissed } from '../delivery/send-to-missed.ts';
import { type AgreedFare, approvePush } from '../editions/decide.ts';
import { costOf } from '../editions/paid.ts';
import { picturesOf } from '../editions/push.ts';
import { syncFeeds } from '../feeds/store.ts';
import { createLog } from '../observability/log.ts';
import { templateReachHere } from '../serve/template-reach.ts';
import { newsroomHere } from '../serve/whatsapp-plan.ts';
import { overCap } from '../serve/whatsapp-reach.ts';
import { CommandFailure } from './failure.ts';
import { type Json, print, table } from './output.ts';
import { follow } from './push-follow.ts';
import { listMissed } from './push-missed.ts';
import { costLine, fullReport, missedLine, overCapLine, picturesLine, templateLine } from './push-report.ts';
import { withRecord } from './with-record.ts';

const actor = commandLine;

/** How a proposal is to be sent. */
export interface Sending {
  readonly breaking?: boolean;
  readonly at?: Date;
  readonly whatsapp?: 'everybody' | 'channel';
  readonly paid?: boolean;
  readonly free?: boolean;
  readonly yes?: boolean;
}

export function create(url: string, options: Json & Sending & { now?: boolean }): Promise<void> {
  return withRecord(async (db) => {
    const id = await make(db, url);
    if (options.now || options.breaking || options.at) await send(db, id, options);
    if ((options.now || options.breaking) && !options.json) await follow(db, id);
    await show(db, id, options);
  });
}

export function list(options: Json & { state?: PushState; limit: number }): Promise<void> {
  return withRecord(async (db) => {
    const pushes = await listPushes(db, { state: options.state, limit: options.limit });
    print(pushes, options, () =>
      pushes.length === 0
        ? 'no pushes'
        : table(
            pushes.map((row) => [
              row.id,
              row.state,
              row.kind,
              row.edition,
              row.audience,
              row.sendAt.toISOString(),
              row.title,
            ]),
            ['id', 'state', 'kind', 'edition', 'audience', 'send at', 'first title'],
          ),
    );
  });
}

export function look(id: number, options: Json & { watch?: boolean }): Promise<void> {
  return withRecord(async (db) => {
    if (options.watch && !options.json) await follow(db, id);
    await show(db, id, options);
  });
}

export function approve(id: number, options: Json & Sending): Promise<void> {
  return withRecord(async (db) => {
    await send(db, id, options);
    await show(db, id, options);
  });
}

export function missed(
  id: number,
  options: Json & { list?: boolean; send?: boolean; uncertain?: boolean },
): Promise<void> {
  return withRecord(async (db) => {
    if (options.list) {
      if ((await listMissed(db, id, options)) === 'no such push') throw noPush(id);
      return;
    }
    if (options.send) {
      const which: readonly Missed[] = options.uncertain ? ['failed', 'uncertain'] : ['failed'];
      const result = await sendToMissed(db, { pushId: id, actor, which });
      if (result.kind === 'unknown') throw noPush(id);
      if (result.kind === 'refused') {
        throw new CommandFailure(`push ${id} is ${result.state}: ${whyNotAgain(result.state)}`);
      }
      process.stderr.write(`${result.readers} readers are sent push ${id} again\n`);
      if (result.readers > 0 && !options.json) await follow(db, id);
    }
    await show(db, id, options, missedLine);
  });
}

/** Of a push that is not sent to those who missed it. */
function whyNotAgain(state: string): string {
  return state === 'retracted' || state.startsWith('replaced')
    ? 'what it says is not sent any more'
    : 'only a finished push can be sent to those missed';
}

const orders = { pause: pausePush, resume: resumePush, cancel: cancelPush } as const;

export function steer(id: number, order: keyof typeof orders, options: Json & { gone?: boolean }): Promise<void> {
  return withRecord(async (db) => {
    const result = await orders[order](db, { pushId: id, actor, ...(options.gone ? { gone: 'confirmed' } : {}) });
    if (result.kind === 'unknown') throw noPush(id);
    if (result.kind === 'refused') {
      throw new CommandFailure(`push ${id} is ${result.state}: there is nothing to ${order}`);
    }
    await show(db, id, options);
  });
}

async function make(db: Db, url: string): Promise<number> {
  // Reading pages brings a lot of code along that the other commands do not need.
  const { pushLink } = await import('../editions/push-link.ts');
  const { pollContext } = await import('../serve/poll-context.ts');
  const environment = loadEnvironment();
  const newsroom = await loadNewsroom(environment.configFile);
  await syncFeeds(db, newsroom.feeds);
  // In the sandbox the sample stories are on this machine; otherwise a link to this machine is refused.
  const local = environment.mode === 'sandbox' && isOnThisMachine(url) ? new URL(url).origin : null;
  const context = pollContext({
    db,
    newsroom,
    log: createLog('warn'),
    site: { address: local },
    writerKey: environment.writerKey,
  });
  try {
    const made = await pushLink(context, url, AbortSignal.timeout(60_000));
    if (made.kind === 'failed') throw new CommandFailure(made.reason);
    // A proposal that waits for a decision is what was asked for.
    if (made.kind === 'known' && (await reportOn(db, made.pushId))?.state === 'proposed') return made.pushId;
    if (made.kind === 'known') {
      throw new CommandFailure(`this story has push ${made.pushId} already: nashra push show ${made.pushId}`);
    }
    return made.pushId;
  } finally {
    await context.fetcher.close();
  }
}

function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
}

/** Prints a push with its books. */
export async function show(db: Db, id: number, options: Json, last?: (report: PushReport) => string): Promise<void> {
  const report = await reportOn(db, id);
  if (!report) throw noPush(id);
  const here = await newsroom();
  const whatsapp = await overCap(db, here, id);
  const templates = await templateReachHere(db, loadEnvironment(), here, id);
  const pictures = await picturesHere(db, here, id);
  print({ ...report, pictures, whatsapp, templates }, options, () =>
    [
      fullReport(report),
      ...(pictures.length > 0 ? [picturesLine(pictures.length)] : []),
      ...(whatsapp ? [overCapLine(whatsapp, id)] : []),
      ...(templates ? [templateLine(templates)] : []),
      ...(last ? [last(report)] : []),
    ].join('\n'),
  );
}

/** The pictures that readers on Telegram get with a story, where its text is short enough for a caption. */
async function picturesHere(db: Db, { channels }: Newsroom, id: number): Promise<readonly string[]> {
  const push = await db.selectFrom('push').select('content').where('id', '=', id).executeTakeFirst();
  return push?.content.type === 'story' ? picturesOf(push.content.item, channels.telegram.photos) : [];
}

/** Sends a proposal. What WhatsApp cannot do today is said before, so that one who sees it can still cancel. */
async function send(db: Db, id: number, options: Json & Sending): Promise<void> {
  const { breaking, at, whatsapp } = options;
  const here = await newsroom();
  const fare = await agreedFare(db, here, id, options);
  if (whatsapp === 'channel' && !(await hasChannel(db, here, id))) {
    throw new CommandFailure(
      'no WhatsApp Channel or group gets this edition: name one under channels.whatsapp.destinations in newsroom.yaml',
    );
  }
  const over = whatsapp === 'channel' ? null : await overCap(db, here, id);
  if (over) process.stderr.write(`${overCapLine(over, id)}\n`);
  const templates = whatsapp === 'channel' ? null : await templateReachHere(db, loadEnvironment(), here, id);
  if (templates) process.stderr.write(`${templateLine(templates)}\n`);
  const decision = await approvePush(db, {
    pushId: id,
    actor,
    as: breaking ? 'breaking' : 'story',
    whatsapp: whatsapp === 'channel' ? 'destinations' : 'everybody',
    ...(at ? { sendAt: at } : {}),
    ...(fare ? { fare } : {}),
  });
  if (decision.kind === 'unknown') throw noPush(id);
  if (decision.kind === 'already') {
    throw new CommandFailure(`push ${id} is ${decision.state} already${decision.by ? ` (by ${decision.by})` : ''}`);
  }
}

/**
 * Shows what a paid broadcast costs, also of one whose edition makes it that; goes on only when that was agreed to, or
 * with `--free`. Undefined: there is nothing to pay for.
 */
async function agreedFare(
  db: Db,
  here: Newsroom,
  id: number,
  { paid, free, yes, json }: Json & Sending,
): Promise<AgreedFare | undefined> {
  if (free) return { kind: 'free' };
  const push = await db.selectFrom('push').select(['fare', 'state']).where('id', '=', id).executeTakeFirst();
  if (!paid && !(push?.fare === 'paid' && push.state === 'proposed')) return undefined;
  const cost = await costOf(db, here, id);
  // Its edition was a paid one once.
  if (cost === null && !paid) return { kind: 'free' };
  if (cost === null) {
    throw new CommandFailure('paid broadcasts are not allowed here: set channels.telegram.paid in newsroom.yaml');
  }
  if (json && !yes) print({ push: id, cost }, { json }, () => costLine(cost));
  else process.stderr.write(`${costLine(cost)}\n`);
  if (!yes) {
    const instead = paid ? '' : `; nashra push approve ${id} --free sends it at the free pace`;
    throw new CommandFailure(`nothing was sent: nashra push approve ${id} --paid --yes spends it${instead}`);
  }
  return { kind: 'paid', most: cost.most };
}

export async function newsroom(): Promise<Newsroom> {
  const environment = loadEnvironment();
  return newsroomHere(environment, await loadNewsroom(environment.configFile));
}

async function hasChannel(db: Db, here: Newsroom, id: number): Promise<boolean> {
  const push = await db.selectFrom('push').select('edition').where('id', '=', id).executeTakeFirst();
  return push !== undefined && hasWhatsAppChannel(here, push.edition);
}

export const noPush = (id: number) => new CommandFailure(`there is no push ${id}: nashra push list`);
