import type { OverCap } from '../conversation/editors/over-cap.ts';
import type { PushState } from '../database/schema.ts';
import { expiredReason } from '../delivery/expiry.ts';
import type { PushReport } from '../delivery/push-report.ts';
import type { TemplateReach } from '../delivery/template-reach.ts';
import type { PaidCost } from '../editions/paid.ts';

/** One line that says how far a push is. */
export function progressLine({ state, books }: Pick<PushReport, 'state' | 'books'>): string {
  const { sent, pending, sending, failed, gone, excluded, uncertain } = books.byState;
  if (books.audience === 0 && (state === 'proposed' || state === 'approved')) return `${state}: has not begun`;
  const share = books.audience === 0 ? 0 : Math.floor(((books.audience - pending - sending) / books.audience) * 100);
  return [
    `${state}: ${share} % of ${books.audience}`,
    `${sent} sent`,
    `${pending} pending`,
    `${sending} on their way`,
    `${failed} failed`,
    `${gone} gone`,
    `${excluded} excluded`,
    `${uncertain} uncertain`,
  ].join(', ');
}

/** What a paid broadcast costs and what it needs, before anybody agrees to it. */
export function costLine({ readers, stars, most, seconds, secondsFree }: PaidCost): string {
  return [
    `a paid broadcast to ${readers} readers on Telegram costs about ${stars} Telegram Stars, at most ${most}`,
    `it takes about ${seconds} s instead of ${secondsFree} s`,
    'Telegram allows it to bots with 100,000 Stars on their balance and 100,000 users a month, enabled at @BotFather',
  ].join('\n');
}

export function fullReport(push: PushReport): string {
  const lines = [
    `push ${push.id}: ${push.kind} in ${push.edition}${push.corrects === null ? '' : `, about push ${push.corrects}`}`,
    ...push.titles.map((title, index) => (push.titles.length === 1 ? `  ${title}` : `  ${index + 1}. ${title}`)),
    progressLine(push),
    push.books.balanced ? 'the books balance' : 'THE BOOKS DO NOT BALANCE: the audience is not the sum of its parts',
    `made by ${push.createdBy}${push.approvedBy ? `, approved by ${push.approvedBy}` : ''}, to be sent at ${push.sendAt.toISOString()}`,
    ...(push.startedAt ? [`started ${push.startedAt.toISOString()}`] : []),
    ...(push.finishedAt ? [`ended ${push.finishedAt.toISOString()}`] : []),
    ...(push.pauseReason ? [`${push.state}: ${push.pauseReason}`] : []),
    ...(push.state === 'paused' && push.seemGone === 'asked' ? [seemGoneLine(push.id)] : []),
    ...(push.starsAgreed === null ? [] : [`a paid broadcast: at most ${push.starsAgreed} Telegram Stars, agreed to`]),
    ...(push.toSetAside > 0
      ? [`${push.toSetAside} who waited for it are being set aside; nothing more of it leaves`]
      : []),
    ...(push.expiresAt && isOpen(push.state) ? [`who has not got it by ${push.expiresAt.toISOString()} will not`] : []),
    ...push.unserved.map(
      ({ lane, pending }) =>
        `${pending} wait in ${lane}, which no running instance serves: start one that does (nashra doctor says what is missing), or nashra push cancel ${push.id}`,
    ),
    ...(push.retractedAt ? [`retracted ${push.retractedAt.toISOString()}`] : []),
    ...reasonLines(push.reasons, '  '),
    ...push.changes.flatMap((change) => [
      `push ${change.id} is its ${change.kind}: ${progressLine(change)}`,
      ...reasonLines(change.reasons, '    '),
    ]),
  ];
  return lines.join('\n');
}

const seemGoneLine = (id: number) =>
  `nobody was taken off the list: nashra push resume ${id} tries them again; nashra push resume ${id} --gone takes off those who have left indeed`;

const isOpen = (state: PushState) => state === 'approved' || state === 'sending' || state === 'paused';

/** Who did not get it, in one line, with what can be done for them. */
export function missedLine({ id, state, books, again, retractedAt }: PushReport): string {
  const { pending, sending, ...over } = books.byState;
  const missed = over.failed + over.gone + over.excluded + over.uncertain;
  const { failed, expired, setAside, begun, uncertain } = again;
  const waiting = pending + sending;
  if (missed === 0) return waiting === 0 ? 'nobody missed it' : `nobody missed it so far; ${waiting} still wait for it`;
  const certain = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(expired > 0 ? [`${expired} not reached in time`] : []),
    ...(setAside > 0 ? [`${setAside} set aside with their lane`] : []),
    ...(begun > 0 ? [`${begun} who have only its beginning`] : []),
  ];
  const ways = [
    ...(certain.length > 0 ? [`to the ${certain.join(' and ')}: nashra push missed ${id} --send`] : []),
    ...(uncertain > 0 ? [`also to the ${uncertain} uncertain: nashra push missed ${id} --send --uncertain`] : []),
  ];
  const offered = ways.length > 0 && state === 'finished' && retractedAt === null;
  return `${missed} missed it (nashra push missed ${id} --list)${offered ? `; to send it ${ways.join('; ')}` : ''}`;
}

/** What a story is sent with on Telegram. */
export function picturesLine(count: number): string {
  const what = count === 1 ? 'as its picture' : `as an album of ${count} pictures`;
  return `Telegram: ${what} with the text below, where that fits 1,024 characters`;
}

/** What WhatsApp's cap means for a push that has not begun. */
export function overCapLine({ readers, today, days, expiresMs, channel }: OverCap, id: number): string {
  const instead =
    channel === 'there'
      ? `one post reaches your WhatsApp Channel at once: nashra push approve ${id} --whatsapp channel`
      : 'one post in a WhatsApp Channel reaches its followers at once: channels.whatsapp.destinations in newsroom.yaml';
  const all =
    expiresMs === null
      ? `all have it in ${days} days`
      : `all would have it in ${days} days, but what is ${expiredReason(expiresMs / 1_000)} is not sent any more`;
  return `WhatsApp: ${readers} readers, but only ${today} more may be written to today; ${all}; ${instead}`;
}

/** What Meta's limit of people a day means for a push that has not begun. */
export function templateLine({ readers, left }: TemplateReach): string {
  return `official WhatsApp: ${readers} readers need a template, but only ${left} more people may be sent one today; the others follow as Meta's 24 hours pass`;
}

function reasonLines(reasons: PushReport['reasons'], indent: string): string[] {
  return reasons.map((entry) => `${indent}${entry.count} ${entry.state}: ${entry.reason ?? 'no reason given'}`);
}
