import { findChromium } from '../channels/whatsapp/chromium.ts';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';

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
 * Names the sandbox's account in the record: another than the newsroom's own, so that the sample readers of a kept
 * database are never written to by a real number.
 */
export const sandboxAccount = 'sandbox';

/** The account's lane, as this installation names it. */
export function whatsappLane({ mode }: Pick<Environment, 'mode'>, newsroom: Newsroom): string {
  return `whatsapp:${mode === 'sandbox' ? sandboxAccount : newsroom.channels.whatsapp.account}`;
}

/** Where the account's session is. */
export const sessionsFolder = 'whatsapp';
