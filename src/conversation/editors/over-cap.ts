import type { Texts } from '../../config/texts.ts';
import type { TemplateReach } from '../../delivery/template-reach.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A push that has more readers on WhatsApp than the account may write to today. */
export interface OverCap {
  /** Its readers on WhatsApp, without the newsroom's own Channels and groups. */
  readonly readers: number;
  /** To how many of them it may still go today. */
  readonly today: number;
  /** The day on which the last of them gets it; 1 is today. */
  readonly days: number;
  /** How long it may be sent, where that ends before the last of them has it, milliseconds; else null. */
  readonly expiresMs: number | null;
  /** Whether a WhatsApp Channel or group of the newsroom gets this edition. */
  readonly channel: 'there' | 'none';
}

/** What editors are told of it before they decide. */
export function overCapWords(texts: Texts, { readers, today, days, expiresMs, channel }: OverCap): string {
  const number = numberOf(texts);
  const span = new Intl.NumberFormat(`${texts.language}-u-nu-latn`, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
  });
  const hours = new Intl.NumberFormat(`${texts.language}-u-nu-latn`, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  });
  const time = (ms: number) => (ms % day === 0 ? span.format(ms / day) : hours.format(ms / hour));
  return [
    texts.say('editors.overCap', {
      readers: number.format(readers),
      today: number.format(today),
      days: span.format(days),
    }),
    ...(expiresMs === null ? [] : [texts.say('editors.overCapExpires', { span: time(expiresMs) })]),
    texts.say(channel === 'there' ? 'editors.overCapUseChannel' : 'editors.overCapAddChannel'),
  ].join('\n');
}

/** What they are told of Meta's limit of people a day. */
export function templateReachWords(texts: Texts, { readers, left }: TemplateReach): string {
  const number = numberOf(texts);
  return texts.say('editors.templateReach', { readers: number.format(readers), left: number.format(left) });
}

function numberOf({ language }: Texts): Intl.NumberFormat {
  return new Intl.NumberFormat(`${language}-u-nu-latn`);
}
