import type { ChannelAbilities } from './channel.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Kinds of sending accounts, as their lanes' names begin. */
export type LaneKind = 'telegram' | 'whatsapp' | 'whatsapp-cloud';

/** What each kind of account can do, known without having one. */
export const abilitiesOf: Readonly<Record<LaneKind, ChannelAbilities>> = {
  /** Lengths: https://core.telegram.org/bots/api#sendmessage, counted in UTF-16 units after the markup is read. */
  telegram: {
    maxTextLength: 4_096,
    maxCaptionLength: 1_024,
    buttons: true,
    silent: true,
    // Bots may edit their own messages at any time, and delete them within 48 hours:
    // https://core.telegram.org/bots/api#deletemessage
    editWindowMs: Number.POSITIVE_INFINITY,
    deleteWindowMs: 48 * hour,
  },
  /** https://faq.whatsapp.com: messages can be edited for 15 minutes and deleted for everyone for about two days. */
  whatsapp: {
    maxTextLength: 65_536,
    maxCaptionLength: 1_024,
    buttons: false,
    silent: false,
    editWindowMs: 15 * minute,
    deleteWindowMs: 60 * hour,
  },
  /** Text: 4,096 characters. What was sent can be neither changed nor taken back by this API. */
  'whatsapp-cloud': {
    maxTextLength: 4_096,
    maxCaptionLength: 1_024,
    buttons: true,
    silent: false,
    editWindowMs: null,
    deleteWindowMs: null,
  },
};
