import type { PhoneRack } from './phone.ts';
import { type Person, WhatsAppStandIn } from './whatsapp/index.ts';
import { whatsappPhones } from './whatsapp-phones.ts';

/** Numbers that no network gives out. They are the same in every run, so that a kept database knows these people again. */
const readers: readonly Person[] = [
  { number: '961000000001@c.us', lid: '810000000001@lid', name: 'هالة' },
  { number: '961000000002@c.us', lid: '810000000002@lid', name: 'سامر' },
  { number: '961000000003@c.us', lid: '810000000003@lid', name: 'مريم' },
];
/** Has never written: somebody to try the very first step with. */
const visitor: Person = { number: '961000000009@c.us', lid: '810000000009@lid', name: 'عمر' };

/** Of the pairing, kept by the browser's profile in the data folder: a restart needs no new one. */
const session = 'sandbox';
/** Until the owner's phone scans the code: at once the first time, later so that one can look at it. Milliseconds. */
const scanAfter = { first: 500, later: 15_000 };
/** For so long the first digest waits for them, milliseconds: a slow machine starts its browser in a minute. */
const joinedWithin = 120_000;

export interface SandboxWhatsApp {
  /** Leads Chromium to the stand-in. */
  readonly chromiumArguments: readonly string[];
  readonly phones: PhoneRack;
  /** Whether the readers have been answered. True as well when that takes too long: the rest of the sandbox goes on. */
  readersJoined(): boolean;
  close(): Promise<void>;
}

/**
 * Starts WhatsApp's stand-in on 127.0.0.1, with the phone of the account's owner, which scans whatever code is shown,
 * and readers who have written «اشتراك»: it waits there until the account is paired.
 */
export async function startSandboxWhatsApp(accountName: string): Promise<SandboxWhatsApp> {
  const account = { number: '961000000000@c.us', lid: '900000000000@lid', name: accountName };
  const whatsapp = await new WhatsAppStandIn({ account, people: [...readers, visitor] }).start();
  whatsapp.allow(session);
  for (const reader of readers) whatsapp.write(reader, 'اشتراك');
  const joinedBy = Date.now() + joinedWithin;
  const answered = ({ number }: Person) => whatsapp.history.of(number).some(({ fromMe }) => fromMe === 'yes');
  let timer: NodeJS.Timeout | undefined;
  let wait = scanAfter.first;
  whatsapp.listen((event) => {
    if (event.kind !== 'ref' && event.kind !== 'code') return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      wait = scanAfter.later;
      whatsapp.scan(session);
    }, wait);
  });
  return {
    chromiumArguments: whatsapp.chromiumArguments,
    phones: whatsappPhones(whatsapp, [...readers, visitor]),
    readersJoined: () => Date.now() > joinedBy || readers.every(answered),
    close: () => {
      clearTimeout(timer);
      return whatsapp.close();
    },
  };
}
