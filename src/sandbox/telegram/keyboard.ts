import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { badRequest, type Refusal } from './answer.ts';
import { checkedLink } from './links.ts';

export type Keyboard =
  | { readonly kind: 'inline'; readonly markup: InlineKeyboardMarkup }
  /** None given, or one that only changes the phone's own keyboard. */
  | { readonly kind: 'none' }
  | Refusal;

const buttonSchema = z.looseObject({
  text: z.string(),
  url: z.string().optional(),
  callback_data: z.string().optional(),
});
const markupSchema = z.looseObject({ inline_keyboard: z.array(z.array(buttonSchema)) });
const otherMarkups = ['keyboard', 'remove_keyboard', 'force_reply'];
/** Other things a button may do, which this server lets pass without acting on them. */
const otherActions = ['web_app', 'login_url', 'switch_inline_query', 'switch_inline_query_current_chat', 'copy_text'];

/** Checks `reply_markup` as Telegram does: callback data of 1 to 64 bytes, real addresses, no button without an act. */
export function readKeyboard(given: unknown): Keyboard {
  if (given === undefined || given === null || given === '') return { kind: 'none' };
  if (typeof given !== 'object' || Array.isArray(given)) return badRequest('object expected as reply markup');
  if (otherMarkups.some((key) => key in given)) return { kind: 'none' };
  if (!('inline_keyboard' in given)) return { kind: 'none' };
  const parsed = markupSchema.safeParse(given);
  if (!parsed.success) {
    return badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object with a text");
  }
  const rows = parsed.data.inline_keyboard.filter((row) => row.length > 0);
  for (const button of rows.flat()) {
    const problem = checkButton(button);
    if (problem) return problem;
  }
  if (rows.flat().length > 100 || rows.some((row) => row.length > 8)) return badRequest('reply markup is too long');
  return rows.length === 0
    ? { kind: 'none' }
    : { kind: 'inline', markup: { inline_keyboard: rows } as InlineKeyboardMarkup };
}

function checkButton(button: z.infer<typeof buttonSchema>): Refusal | null {
  if (button.text.trim() === '') return badRequest("can't parse inline keyboard button: Button text must be non-empty");
  if (button.url !== undefined) {
    return checkedLink(button.url) === null
      ? badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`)
      : null;
  }
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    return bytes < 1 || bytes > 64 ? badRequest('BUTTON_DATA_INVALID') : null;
  }
  return otherActions.some((action) => action in button)
    ? null
    : badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
}
