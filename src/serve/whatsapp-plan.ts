import { findChromium } from '../channels/whatsapp/chromium.ts';
import type { Environment } from '../config/environment.ts';
import { type Newsroom, sandboxAccount } from '../config/newsroom.ts';

export type WhatsAppPlan =
  | { readonly kind: 'on'; readonly chromium: string }
  /** `advice`: one line that says how to turn it on. */
  | { readonly kind: 'off'; readonly advice: string };

/** Whether this installation serves WhatsApp: when it is asked to, and in the sandbox; both only with a Chromium. */
export function planWhatsApp({
  mode,
  whatsapp,
  chromiumPath,
}: Pick<Environment, 'mode' | 'whatsapp' | 'chromiumPath'>): WhatsAppPlan {
  if (whatsapp === 'off') return { kind: 'off', advice: 'WhatsApp is off: WHATSAPP=off is set' };
  if (whatsapp === null && mode === 'live') {
    return { kind: 'off', advice: 'WhatsApp is off: set WHATSAPP=on to serve it' };
  }
  const chromium = findChromium(chromiumPath);
  return chromium.kind === 'found' ? { kind: 'on', chromium: chromium.path } : { kind: 'off', advice: chromium.advice };
}

/**
 * The newsroom as this installation serves it. In the sandbox its WhatsApp account has a name of its own, so that the
 * sample readers of a kept database are never written to by a real number; and a pace that lets nobody wait, as no
 * number can be blocked there.
 */
export function newsroomHere({ mode }: Pick<Environment, 'mode'>, newsroom: Newsroom): Newsroom {
  if (mode === 'live') return newsroom;
  const whatsapp = {
    ...newsroom.channels.whatsapp,
    account: sandboxAccount,
    destinations: [],
    gap: { min: 200, max: 600 },
    changeGap: { min: 50, max: 200 },
    perHour: 1_000,
    perDay: 10_000,
    warmUp: { first: 10_000, growth: 1 },
    hours: { from: 0, until: 24 },
  };
  return { ...newsroom, channels: { ...newsroom.channels, whatsapp } };
}

export const whatsappLane = (newsroom: Newsroom): string => `whatsapp:${newsroom.channels.whatsapp.account}`;

/** Where the account's session is. */
export const sessionsFolder = 'whatsapp';
