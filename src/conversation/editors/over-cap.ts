import type { Texts } from '../../config/texts.ts';

/** A push that has more readers on WhatsApp than the account may write to today. */
export interface OverCap {
  /** Its readers on WhatsApp, without the newsroom's own Channels and groups. */
  readonly readers: number;
  /** To how many of them it may still go today. */
  readonly today: number;
  /** The day on which the last of them gets it; 1 is today. */
  readonly days: number;
  /** Whether a WhatsApp Channel or group of the newsroom gets this edition. */
  readonly channel: 'there' | 'none';
}

/** What editors are told of it before they decide. */
export function overCapWords(texts: Texts, { readers, today, days, channel }: OverCap): string {
  const number = new Intl.NumberFormat(`${texts.language}-u-nu-latn`);
  const span = new Intl.NumberFormat(`${texts.language}-u-nu-latn`, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
  });
  return [
    texts.say('editors.overCap', {
      readers: number.format(readers),
      today: number.format(today),
      days: span.format(days),
    }),
    texts.say(channel === 'there' ? 'editors.overCapUseChannel' : 'editors.overCapAddChannel'),
  ].join('\n');
}
