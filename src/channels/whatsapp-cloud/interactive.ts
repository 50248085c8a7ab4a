import type { RenderedMessage } from '../channel.ts';

/** Choices as the Cloud API shows them: up to three buttons under the text, or a list that opens. */
export type Interactive =
  | {
      readonly type: 'button';
      readonly body: { readonly text: string };
      readonly action: { readonly buttons: readonly { type: 'reply'; reply: { id: string; title: string } }[] };
    }
  | {
      readonly type: 'list';
      readonly body: { readonly text: string };
      readonly action: {
        readonly button: string;
        readonly sections: readonly { rows: readonly { id: string; title: string }[] }[];
      };
    };

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 * and …/interactive-list-messages. Characters.
 */
const buttons = { most: 3, title: 20, id: 256, body: 1_024 } as const;
const list = { most: 10, title: 24, id: 200, body: 4_096, opener: 20 } as const;

const lengthOf = (text: string) => [...text].length;

/** The message's choices in that form; null when they do not fit it, or the message has none. */
export function interactiveOf({ text, buttons: rows, choicesLabel }: RenderedMessage): Interactive | null {
  const wanted = (rows ?? []).flat();
  const choices = wanted.flatMap((choice) => ('action' in choice ? [{ id: choice.action, title: choice.label }] : []));
  if (choices.length === 0 || choices.length !== wanted.length) return null;
  const fits = (limits: { most: number; title: number; id: number; body: number }) =>
    choices.length <= limits.most &&
    lengthOf(text) <= limits.body &&
    choices.every(({ id, title }) => lengthOf(title) <= limits.title && id.length <= limits.id) &&
    // Two choices with one title are refused.
    new Set(choices.map(({ title }) => title)).size === choices.length;
  if (fits(buttons)) {
    return {
      type: 'button',
      body: { text },
      action: { buttons: choices.map((reply) => ({ type: 'reply', reply })) },
    };
  }
  if (choicesLabel === undefined || lengthOf(choicesLabel) > list.opener || !fits(list)) return null;
  return { type: 'list', body: { text }, action: { button: choicesLabel, sections: [{ rows: choices }] } };
}
