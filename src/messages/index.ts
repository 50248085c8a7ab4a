import type { ChannelName, RenderedMessage } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Texts } from '../config/texts.ts';
import type { PushContent } from '../editions/push.ts';
import { renderTelegram, telegramTitles, telegramWords } from './telegram.ts';
import { renderWhatsApp, whatsappTitles, whatsappWords } from './whatsapp.ts';

export interface RenderContext {
  readonly newsroom: Newsroom;
  readonly texts: Texts;
  readonly timeZone: string;
  /** Whether this push says how to leave, on channels where no button does. */
  readonly optOutLine?: 'shown' | 'left out';
  /** The number of messages that it has to be, because it replaces as many. */
  readonly parts?: number | null;
}

/** A push as a channel says it: usually one message, more when a digest is too long for one. */
export function renderPush(channel: ChannelName, content: PushContent, context: RenderContext): RenderedMessage[] {
  switch (channel) {
    case 'telegram':
      return renderTelegram(content, context);
    case 'whatsapp':
      return renderWhatsApp(content, context);
  }
}

/** Words of our own, as a channel shows them: lines stay, nothing in them is markup. */
export function renderWords(channel: ChannelName, words: string): RenderedMessage {
  return channel === 'telegram' ? telegramWords(words) : whatsappWords(words);
}

/** A list of linked titles under a heading, for «the latest». */
export function renderTitles(
  channel: ChannelName,
  heading: string,
  stories: readonly { readonly title: string; readonly link: string }[],
): RenderedMessage {
  return channel === 'telegram' ? telegramTitles(heading, stories) : whatsappTitles(heading, stories);
}
