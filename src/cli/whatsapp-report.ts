import type { Board } from '../channels/whatsapp/board.ts';
import { joinLink } from '../channels/whatsapp/join-link.ts';

const because: Readonly<Record<string, string>> = {
  gap: 'a pause between two messages',
  hour: 'this hour’s cap is reached',
  day: 'today’s cap is reached',
  night: 'outside of the sending hours',
  stopped: 'WhatsApp asked to stop',
};

/** The account's state for people: rows of a name and a value. */
export function boardLines(board: Omit<Board, 'qr' | 'code'>, now: Date): [string, string][] {
  const next = new Date(board.next.at);
  return [
    ['number', board.account === null ? '-' : `+${board.account}`],
    ...(board.account === null ? [] : [['for readers', joinLink(board.account)] as [string, string]]),
    ['for', duration(now.getTime() - Date.parse(board.since))],
    ...(board.reason === null ? [] : [['reason', board.reason] as [string, string]]),
    ['today', `${board.today.sent} of ${board.today.cap} messages`],
    ['this hour', `${board.hour.sent} of ${board.hour.cap}`],
    [
      'next push',
      next.getTime() <= now.getTime()
        ? 'may leave now'
        : `${next.toISOString()}: ${because[board.next.because] ?? board.next.because}`,
    ],
    ...(board.restrictedUntil === null
      ? []
      : [['restricted', `nothing is sent until ${board.restrictedUntil}`] as [string, string]]),
    ['last error', board.lastError === null ? '-' : `${board.lastError.reason} (${board.lastError.at})`],
    ['restarts', String(board.restarts)],
  ];
}

/** «3 h 12 min», in the two largest units. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
