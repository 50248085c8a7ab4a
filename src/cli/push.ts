import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import type { Newsroom } from '../config/newsroom.ts';
import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { PushState } from '../database/schema.ts';
import { type Controlled, cancelPush, pausePush, resumePush } from '../delivery/push-control.ts';
import { type Missed, sendToMissed } from '../delivery/send-to-missed.ts';
import { approvePush, type Decision } from '../editions/decide.ts';
import { costOf } from '../editions/paid.ts';
import { syncFeeds } from '../feeds/store.ts';
import { createLog } from '../observability/log.ts';
import { templateReachHere } from '../serve/template-reach.ts';
import { newsroomHere } from '../serve/whatsapp-plan.ts';
import { overCap } from '../serve/whatsapp-reach.ts';
import { CommandFailure } from './failure.ts';
import { print, table } from './output.ts';
import { registerChanges } from './push-changes.ts';
import { follow } from './push-follow.ts';
import {
  costLine,
  fullReport,
  listPushes,
  missedLine,
  overCapLine,
  type PushReport,
  reportOn,
  templateLine,
} from './push-report.ts';
import { withRecord } from './with-record.ts';

const states: readonly PushState[] = ['proposed', 'approved', 'sending', 'paused', 'finished', 'cancelled', 'dropped'];
const actor = commandLine;

interface Json {
  readonly json?: boolean;
}

/** How a proposal is to be sent. */
interface Sending {
  readonly breaking?: boolean;
  readonly at?: Date;
  readonly whatsapp?: 'everybody' | 'channel';
  readonly paid?: boolean;
  readonly yes?: boolean;
}

export function registerPush(program: Command): void {
  const push = program.command('push').description('make, look at and steer pushes; a running `serve` sends them');

  push
    .command('create')
    .description('make a push of one story by its link; without --now, --at or --breaking it waits for a decision')
    .argument('<url>', 'link of the story: known already, or fetched now')
    .option('--now', 'send it at once, and show the progress')
    .option('--breaking', 'send it at once as breaking news, before everything else')
    .addOption(
      new Option('--at <time>', 'send it then, e.g. 2026-03-01T08:00+02:00')
        .argParser(instant)
        .conflicts(['now', 'breaking']),
    )
    .addOption(whatsappTo())
    .option('--paid', 'as a paid broadcast on Telegram: up to 1,000 messages a second, for Telegram Stars')
    .option('--yes', 'with --paid: spend what it costs; without, the cost is only shown')
    .option('--json', 'print the push as JSON')
    .action((url: string, options: Json & Sending & { now?: boolean }) =>
      withRecord(async (db) => {
        const id = await create(db, url);
        if (options.now || options.breaking || options.at) await approve(db, id, options);
        if ((options.now || options.breaking) && !options.json) await follow(db, id);
        await show(db, id, options);
      }),
    );

  push
    .command('list')
    .description('the newest pushes')
    .addOption(new Option('--state <state>', 'only those in this state').choices([...states]))
    .option('--limit <n>', 'at most so many', positive, 20)
    .option('--json', 'print them as JSON')
    .action((options: Json & { state?: PushState; limit: number }) =>
      withRecord(async (db) => {
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
      }),
    );

  push
    .command('show')
    .description('one push with its books: everybody in its audience, by what became of them')
    .argument('<id>', 'number of the push', positive)
    .option('--watch', 'show the progress until it ends')
    .option('--json', 'print it as JSON')
    .action((id: number, options: Json & { watch?: boolean }) =>
      withRecord(async (db) => {
        if (options.watch && !options.json) await follow(db, id);
        await show(db, id, options);
      }),
    );

  push
    .command('approve')
    .description('send a proposal')
    .argument('<id>', 'number of the push', positive)
    .option('--breaking', 'as breaking news, before everything else')
    .addOption(new Option('--at <time>', 'then, instead of at once').argParser(instant))
    .addOption(whatsappTo())
    .option('--paid', 'as a paid broadcast on Telegram: up to 1,000 messages a second, for Telegram Stars')
    .option('--yes', 'with --paid: spend what it costs; without, the cost is only shown')
    .option('--json', 'print the push as JSON')
    .action((id: number, options: Json & Sending) =>
      withRecord(async (db) => {
        await approve(db, id, options);
        await show(db, id, options);
      }),
    );

  push
    .command('missed')
    .description('who did not get a push and why (numbers only); --send sends it to them')
    .argument('<id>', 'number of the push', positive)
    .option('--send', 'send it once more to those who certainly did not get it')
    .option('--uncertain', 'with --send: also to those of whom nobody knows; some will have it twice')
    .option('--json', 'print the push as JSON')
    .action((id: number, options: Json & { send?: boolean; uncertain?: boolean }) =>
      withRecord(async (db) => {
        if (options.send) {
          const which: readonly Missed[] = options.uncertain ? ['failed', 'uncertain'] : ['failed'];
          const result = await sendToMissed(db, { pushId: id, actor, which });
          if (result.kind === 'unknown') throw new CommandFailure(`there is no push ${id}: nashra push list`);
          if (result.kind === 'refused') {
            throw new CommandFailure(`push ${id} is ${result.state}: only a finished push can be sent to those missed`);
          }
          process.stderr.write(`${result.readers} readers are sent push ${id} again\n`);
          if (result.readers > 0 && !options.json) await follow(db, id);
        }
        await show(db, id, options, missedLine);
      }),
    );

  registerChanges({ push, actor, positive, newsroom, show, follow });

  const orders = [
    ['pause', 'stop a push where it is; messages on their way arrive', pausePush],
    ['resume', 'go on with a paused push', resumePush],
    ['cancel', 'end a push: whoever has not got it will not', cancelPush],
  ] as const;
  for (const [name, description, order] of orders) {
    push
      .command(name)
      .description(description)
      .argument('<id>', 'number of the push', positive)
      .option('--json', 'print the push as JSON')
      .action((id: number, options: Json) =>
        withRecord(async (db) => {
          controlled(await order(db, { pushId: id, actor }), id, name);
          await show(db, id, options);
        }),
      );
  }
}

async function create(db: Db, url: string): Promise<number> {
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

async function show(db: Db, id: number, options: Json, last?: (report: PushReport) => string): Promise<void> {
  const report = await reportOn(db, id);
  if (!report) throw new CommandFailure(`there is no push ${id}: nashra push list`);
  const here = await newsroom();
  const whatsapp = await overCap(db, here, id);
  const templates = await templateReachHere(db, loadEnvironment(), here, id);
  print({ ...report, whatsapp, templates }, options, () =>
    [
      fullReport(report),
      ...(whatsapp ? [overCapLine(whatsapp, id)] : []),
      ...(templates ? [templateLine(templates)] : []),
      ...(last ? [last(report)] : []),
    ].join('\n'),
  );
}

/** Sends a proposal. What WhatsApp cannot do today is said before, so that one who sees it can still cancel. */
async function approve(db: Db, id: number, { breaking, at, whatsapp, paid, yes }: Sending): Promise<void> {
  const here = await newsroom();
  if (paid) await agreeToPay(db, here, id, yes ? 'agreed' : 'asked');
  if (whatsapp === 'channel' && !(await hasChannel(db, here, id))) {
    throw new CommandFailure(
      'no WhatsApp Channel or group gets this edition: name one under channels.whatsapp.destinations in newsroom.yaml',
    );
  }
  const over = whatsapp === 'channel' ? null : await overCap(db, here, id);
  if (over) process.stderr.write(`${overCapLine(over, id)}\n`);
  const templates = whatsapp === 'channel' ? null : await templateReachHere(db, loadEnvironment(), here, id);
  if (templates) process.stderr.write(`${templateLine(templates)}\n`);
  const decision = approvePush(db, {
    pushId: id,
    actor,
    as: breaking ? 'breaking' : 'story',
    whatsapp: whatsapp === 'channel' ? 'destinations' : 'everybody',
    ...(at ? { sendAt: at } : {}),
    ...(paid ? { fare: 'paid' } : {}),
  });
  await decided(decision, id);
}

/** Shows what a paid broadcast costs; goes on only when that was agreed to. */
async function agreeToPay(db: Db, here: Newsroom, id: number, answer: 'agreed' | 'asked'): Promise<void> {
  const cost = await costOf(db, here, id);
  if (cost === null) {
    throw new CommandFailure('paid broadcasts are not allowed here: set channels.telegram.paid in newsroom.yaml');
  }
  process.stderr.write(`${costLine(cost)}\n`);
  if (answer === 'asked') {
    throw new CommandFailure(`nothing was sent: nashra push approve ${id} --paid --yes spends it`);
  }
}

async function newsroom(): Promise<Newsroom> {
  const environment = loadEnvironment();
  return newsroomHere(environment, await loadNewsroom(environment.configFile));
}

async function hasChannel(db: Db, { channels }: Newsroom, id: number): Promise<boolean> {
  const push = await db.selectFrom('push').select('edition').where('id', '=', id).executeTakeFirst();
  return channels.whatsapp.destinations.some(({ editions }) => push !== undefined && editions.includes(push.edition));
}

function whatsappTo(): Option {
  return new Option('--whatsapp <to>', 'on WhatsApp to everybody, or in the newsroom’s Channel only').choices([
    'everybody',
    'channel',
  ]);
}

async function decided(decision: Promise<Decision>, id: number): Promise<void> {
  const made = await decision;
  if (made.kind === 'unknown') throw new CommandFailure(`there is no push ${id}: nashra push list`);
  if (made.kind === 'already') {
    throw new CommandFailure(`push ${id} is ${made.state} already${made.by ? ` (by ${made.by})` : ''}`);
  }
}

function controlled(result: Controlled, id: number, order: string): void {
  if (result.kind === 'unknown') throw new CommandFailure(`there is no push ${id}: nashra push list`);
  if (result.kind === 'refused')
    throw new CommandFailure(`push ${id} is ${result.state}: there is nothing to ${order}`);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(text);
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('It takes a time such as 2026-03-01T08:00+02:00.');
  if (date.getTime() < Date.now() - 60_000) throw new InvalidArgumentError('It takes a time that is still to come.');
  return date;
}
