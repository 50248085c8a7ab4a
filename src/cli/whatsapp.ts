import { setTimeout as delay } from 'node:timers/promises';
import { renderUnicodeCompact } from 'uqr';
import { type Board, giveOrder, type Order, readBoard } from '../channels/whatsapp/board.ts';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { newsroomHere, planWhatsApp, whatsappLane } from '../serve/whatsapp-plan.ts';
import { CommandFailure } from './failure.ts';
import { type Json, print, table } from './output.ts';
import { boardLines } from './whatsapp-report.ts';
import { withRecord } from './with-record.ts';

const actor = commandLine;
/** How often the account's process is looked at, milliseconds. */
const lookEvery = 300;
/** How long an order may take to be carried out: a browser closes and another starts. Milliseconds. */
const orderDeadline = 30_000;

/** The account as a running `serve` keeps it, seen and steered through the record. */
interface Account {
  readonly db: Db;
  readonly lane: string;
  /** @throws {CommandFailure} when no running program keeps it. */
  board(): Promise<Board>;
}

export function status(options: Json): Promise<void> {
  return withAccount(async ({ board, lane }) => {
    // The codes are keys to the account: only `pair` shows them.
    const { qr: _, code: __, ...shown } = await board();
    print({ lane, ...shown }, options, () => table(boardLines(shown, new Date()), [lane, shown.state]));
  });
}

export function pair(options: Json & { number?: string }): Promise<void> {
  return withAccount((account) => link(account, options));
}

/** What state tells that an order was carried out. */
const done = {
  pause: (state: string) => state === 'paused',
  resume: (state: string) => state !== 'paused',
  logout: (state: string) => !['ready', 'degraded', 'reconnecting', 'paused'].includes(state),
} as const;

export function steer(kind: keyof typeof done, options: Json): Promise<void> {
  return withAccount(async (account) => {
    const { state } = await carryOut(account, { kind }, done[kind]);
    print({ lane: account.lane, state }, options, () => `WhatsApp is ${state}`);
  });
}

async function withAccount(work: (account: Account) => Promise<void>): Promise<void> {
  const environment = loadEnvironment();
  const lane = whatsappLane(newsroomHere(environment, await loadNewsroom(environment.configFile)));
  await withRecord(async (db) => {
    const board = async () => {
      const found = await readBoard(db, lane);
      if (found) return found;
      const plan = planWhatsApp(environment);
      const advice = plan.kind === 'off' ? plan.advice : 'start one: nashra serve';
      throw new CommandFailure(`no running \`serve\` keeps the WhatsApp account (${lane}); ${advice}`);
    };
    await work({ db, lane, board });
  });
}

async function carryOut(
  { db, lane, board }: Account,
  order: Order,
  isDone: (state: string) => boolean,
): Promise<{ state: string }> {
  await board();
  await giveOrder(db, lane, order, actor);
  const deadline = Date.now() + orderDeadline;
  for (;;) {
    await delay(lookEvery);
    const { state } = await board();
    if (isDone(state) && (await isTaken(db, lane))) return { state };
    if (Date.now() > deadline) {
      throw new CommandFailure(`WhatsApp is still ${state} after ${orderDeadline / 1_000} s: look at the log of serve`);
    }
  }
}

async function isTaken(db: Db, lane: string): Promise<boolean> {
  return (await db.selectFrom('channel_order').select('id').where('lane', '=', lane).executeTakeFirst()) === undefined;
}

/** Shows what the phone has to read, anew whenever it changes, until the account is linked. */
async function link({ db, lane, board }: Account, options: Json & { number?: string }): Promise<void> {
  const before = await board();
  if (before.state === 'ready') {
    report(
      options,
      before,
      `WhatsApp is linked already, to ${shownNumber(before)}; to link another: nashra whatsapp logout`,
    );
    return;
  }
  // A QR code that is shown already is as good as a new one.
  if (options.number !== undefined || before.qr === null) {
    await giveOrder(db, lane, { kind: 'pair', number: options.number ?? null }, actor);
    while (!(await isTaken(db, lane))) {
      await board();
      await delay(lookEvery);
    }
  }
  let shown = '';
  let began = false;
  for (;;) {
    const now = await board();
    if (now.state === 'ready') {
      report(options, now, `WhatsApp is linked to ${shownNumber(now)}`);
      return;
    }
    if (now.state === 'banned' && began) {
      throw new CommandFailure(`WhatsApp has blocked this account: ${now.reason ?? 'no reason given'}`);
    }
    began ||= now.state !== 'banned';
    const code = now.code ?? now.qr;
    const view = `${now.state} ${code ?? ''}`;
    if (view !== shown) {
      if (options.json) process.stdout.write(`${JSON.stringify({ state: now.state, qr: now.qr, code: now.code })}\n`);
      else if (now.code !== null) process.stdout.write(codeForPhone(now.code));
      else if (now.qr !== null) process.stdout.write(qrForPhone(now.qr));
      else process.stderr.write(`${now.state}…\n`);
    }
    shown = view;
    await delay(lookEvery);
  }
}

function report(options: Json, { state, account }: Board, words: string): void {
  process.stdout.write(options.json ? `${JSON.stringify({ state, account })}\n` : `${words}\n`);
}

const shownNumber = ({ account }: Board): string => (account === null ? 'a number' : `+${account}`);

function qrForPhone(qr: string): string {
  const rows = renderUnicodeCompact(qr, { border: 2 }).split('\n');
  // White on black whatever the terminal's own colours are: a phone reads no inverted code.
  const lines = process.stdout.isTTY ? rows.map((row) => `\u001b[97;40m${row}\u001b[0m`) : rows;
  const clear = process.stdout.isTTY ? '\u001b[2J\u001b[H' : '';
  return `${clear}${lines.join('\n')}\nOn the phone: WhatsApp → Linked devices → Link a device, and point it here.\n`;
}

function codeForPhone(code: string): string {
  return `\n    ${code.slice(0, 4)}-${code.slice(4)}\n\nOn the phone: WhatsApp → Linked devices → Link a device → Link with phone number instead, and type it.\n`;
}
