import type { MessageEntity } from 'grammy/types';
import { checkedLink } from './links.ts';

/** Of general punctuation only joiners and dashes may stand in an address (TDLib, MessageEntity.cpp, match_urls). */
const inAddress = String.raw`(?:(?![\u2000-\u200b\u200e\u200f\u2016-\u206f])[^\s<>"«»])`;

const patterns: readonly {
  readonly type: 'url' | 'email' | 'bot_command' | 'mention' | 'hashtag';
  /** Without it there is nothing to look for. */
  readonly sign: string;
  readonly re: RegExp;
}[] = [
  {
    type: 'url',
    sign: '.',
    re: new RegExp(
      String.raw`(?<![\p{L}\p{N}_@.])(?:https?:\/\/${inAddress}+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|info|me|co|dev|news|tv|lb|eg|sy|jo|ps|uk|fr|de)(?:\/${inAddress}*)?(?![\p{L}\p{N}-]))`,
      'giu',
    ),
  },
  { type: 'email', sign: '@', re: /(?<![\p{L}\p{N}_.+-])[a-z0-9_.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/giu },
  {
    type: 'bot_command',
    sign: '/',
    re: /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/])/giu,
  },
  { type: 'mention', sign: '@', re: /(?<![\p{L}\p{N}_])@[a-z0-9_]{3,32}(?![\p{L}\p{N}_])/giu },
  { type: 'hashtag', sign: '#', re: /(?<![\p{L}\p{N}_#])#[\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*/giu },
];

/** Links, addresses, commands, mentions and hashtags that Telegram finds by itself outside of `taken`. */
export function detectEntities(text: string, taken: readonly MessageEntity[]): MessageEntity[] {
  const found: MessageEntity[] = [];
  const closed = taken.filter((e) => e.type === 'text_link' || e.type === 'code' || e.type === 'pre');
  const free = (from: number, to: number, list: readonly MessageEntity[]) =>
    !list.some((e) => from < e.offset + e.length && e.offset < to);
  for (const { type, sign, re } of patterns) {
    if (!text.includes(sign)) continue;
    for (const match of text.matchAll(re)) {
      const word = type === 'url' ? trimLink(match[0]) : match[0];
      const from = match.index;
      if (type === 'url' && checkedLink(word) === null) continue;
      if (free(from, from + word.length, closed) && free(from, from + word.length, found)) {
        found.push({ type, offset: from, length: word.length });
      }
    }
  }
  return found;
}

/** Punctuation that ends the sentence is not part of the address; nor is a bracket that was opened before it. */
function trimLink(link: string): string {
  let end = link.replace(/[.,:;!?'"،؛؟…]+$/u, '');
  if (end.endsWith(')') && !end.includes('(')) end = end.slice(0, -1);
  return end;
}
