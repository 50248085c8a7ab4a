import type { RenderedMessage } from '../channels/channel.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import { keepNewest } from '../keep-newest.ts';
import { renderWords } from '../messages/index.ts';
import { whatsappChoices } from '../messages/whatsapp.ts';
import type { Incoming, Reply } from './converse.ts';
import type { FloodGuard } from './flood-guard.ts';

export interface WhatsAppConversation {
  readonly texts: TextsByLanguage;
  readonly guard: FloodGuard;
  readonly menus: Menus;
  readonly converse: (incoming: Incoming) => Promise<Reply[]>;
  /** Whether a message's choices can be shown as buttons. Without, none can. */
  readonly hasButtonsFor?: (message: RenderedMessage) => boolean;
}

/** What a person wrote; null for what is no text. Or what they pressed, where there are buttons. */
export type Written = { readonly address: string } & (
  | { readonly text: string | null; readonly action?: never }
  | { readonly action: string }
);

/** How long a number answers the choices shown last, milliseconds: later it may mean a story of a numbered digest. */
const menuLife = 3_600_000;

/** The choices that each person was shown last. Kept in memory: a number sent after a restart finds none. */
export class Menus {
  readonly #now: () => number;
  readonly #shown = new Map<string, { readonly actions: readonly string[]; readonly until: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  show(address: string, actions: readonly string[]): void {
    this.#shown.delete(address);
    this.#shown.set(address, { actions, until: this.#now() + menuLife });
    keepNewest(this.#shown, 10_000);
  }

  of(address: string): readonly string[] {
    const shown = this.#shown.get(address);
    return shown !== undefined && this.#now() < shown.until ? shown.actions : [];
  }
}

/** The same conversation as everywhere, with numbered choices where there are no buttons: what to answer. */
export async function answerWhatsApp(written: Written, conversation: WhatsAppConversation): Promise<RenderedMessage[]> {
  const { address } = written;
  const text = written.action === undefined ? written.text : null;
  const hint = text !== null && /\p{Script=Latin}/u.test(text) && !/\p{Script=Arabic}/u.test(text) ? 'en' : null;
  const base = { channel: 'whatsapp', address, languageHint: hint } as const;
  const say = conversation.texts[hint ?? 'ar'];
  switch (conversation.guard.allow(address)) {
    case 'ignore':
      return [];
    case 'ask-to-wait':
      return [renderWords('whatsapp', say.say('unknown.tooFast'))];
    case 'answer':
  }
  if (written.action !== undefined) {
    const replies = await conversation.converse({ ...base, kind: 'action', action: written.action });
    return numbered(address, replies, conversation);
  }
  if (text === null) return numbered(address, await conversation.converse({ ...base, kind: 'media' }), conversation);
  const numbers = numbersIn(text);
  if (numbers === null) {
    return numbered(address, await conversation.converse({ ...base, kind: 'text', text }), conversation);
  }
  const menu = conversation.menus.of(address);
  const actions = numbers.flatMap((number) => menu[number - 1] ?? []);
  if (actions.length === 0) return [renderWords('whatsapp', say.say('choice.noSuchNumber'))];
  let replies: Reply[] = [];
  // Several numbers at once: each has its effect, the last answer shows them all.
  for (const action of actions) replies = await conversation.converse({ ...base, kind: 'action', action });
  return numbered(address, replies, conversation);
}

function numbered(
  address: string,
  replies: readonly Reply[],
  { menus, texts, hasButtonsFor }: WhatsAppConversation,
): RenderedMessage[] {
  return replies.map(({ message }) => {
    const buttons = (message.buttons ?? []).flat();
    if (buttons.length === 0) return message;
    menus.show(
      address,
      buttons.map((button) => ('action' in button ? button.action : '')),
    );
    const language = /\p{Script=Arabic}/u.test(message.text) ? 'ar' : 'en';
    const pressed = { ...message, choicesLabel: texts[language].say('choice.open') };
    if (hasButtonsFor?.(pressed)) return pressed;
    return whatsappChoices(message, texts[language].say('choice.numbers'));
  });
}

/** «2», «٢», «1 و3», «1, 4»: the numbers; null when there is anything else. */
function numbersIn(text: string): number[] | null {
  const latin = text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  if (!/^[\s.)]*\d{1,2}([\s,،.)و-]+\d{1,2})*[\s.)]*$/u.test(latin)) return null;
  return [...latin.matchAll(/\d+/g)].map(([number]) => Number(number));
}
