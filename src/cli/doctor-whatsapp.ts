import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Board, readBoard } from '../channels/whatsapp/board.ts';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { paceOf, pacerOf } from '../serve/whatsapp-pace.ts';
import { newsroomHere, planWhatsApp, sessionsFolder, whatsappLane } from '../serve/whatsapp-plan.ts';
import type { Finding } from './doctor.ts';

/** Whether WhatsApp is served here, and in what browser. */
export function whatsappBrowser(environment: Environment): Finding {
  const part = 'whatsapp';
  const plan = planWhatsApp(environment);
  if (plan.kind === 'on') {
    const where = environment.mode === 'sandbox' ? ', with the sandbox’s stand-in' : '';
    return { part, ok: true, detail: `served in ${plan.chromium}${where}` };
  }
  // Only who asked for it misses it.
  const ok = environment.whatsapp !== 'on';
  return { part, ok, detail: plan.advice, mend: 'apt-get install chromium, or set CHROMIUM_PATH to a Chromium' };
}

/** Whether the account is linked, and what it may still send. */
export async function whatsappAccount(environment: Environment, newsroom: Newsroom, db: Db): Promise<Finding[]> {
  if (planWhatsApp(environment).kind === 'off') return [];
  const here = newsroomHere(environment, newsroom);
  const lane = whatsappLane(here);
  return [linked(environment, here, await readBoard(db, lane)), await pace(here, lane, db)];
}

function linked({ dataDir }: Environment, { channels }: Newsroom, board: Board | null): Finding {
  const part = 'whatsapp account';
  if (board === null) {
    const session = join(dataDir, sessionsFolder, channels.whatsapp.account, 'session');
    const kept = existsSync(session) ? `a session is kept in ${session}` : 'it was never linked from this data folder';
    return { part, ok: true, detail: `no running serve keeps it now; ${kept}` };
  }
  if (board.restrictedUntil !== null) {
    const mend = 'look at the account’s phone; sending goes on by itself';
    return { part, ok: false, detail: `WhatsApp refused it: nothing is sent until ${board.restrictedUntil}`, mend };
  }
  const mends: Readonly<Record<string, string>> = {
    pairing: 'link it: nashra whatsapp pair, or the page /whatsapp',
    loggedOut: 'link it again: nashra whatsapp pair, or the page /whatsapp',
    banned: 'look at the account’s phone and ask WhatsApp for a review before anything else',
  };
  const mend = mends[board.state];
  const number = board.account === null ? '' : ` (+${board.account})`;
  return { part, ok: mend === undefined, detail: `${board.state}${number}`, ...(mend ? { mend } : {}) };
}

async function pace(newsroom: Newsroom, lane: string, db: Db): Promise<Finding> {
  const row = await db.selectFrom('lane').select('id').where('name', '=', lane).executeTakeFirst();
  const { today, hour } = (await pacerOf(db, { id: row?.id ?? 0, name: lane }, paceOf(newsroom))).allowance;
  const { from, until } = newsroom.channels.whatsapp.hours;
  const silent = newsroom.quietHours ? '; quietHours do nothing there, as WhatsApp sends no silent messages' : '';
  const detail =
    `today ${today.sent} of ${today.cap}, this hour ${hour.sent} of ${hour.cap}; ` +
    `pushes leave from ${from}:00 to ${until}:00 (${newsroom.timeZone})${silent}`;
  return { part: 'whatsapp pace', ok: true, detail };
}
