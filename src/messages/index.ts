import type { ChannelName, RenderedMessage } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Texts } from '../config/texts.ts';
import type { PushContent } from '../editions/push.ts';
import { renderTelegram, telegramTitles, telegramWords } from './telegram.ts';

export interface RenderContext {
  readonly newsroom: Newsroom;
  readonly texts: Texts;
  readonly timeZone: string;
}

/** A push as a channel says it: usually one message, more when a digest is too long for one. */
export function renderPush(channel: ChannelName, content: PushContent, context: RenderContext): RenderedMessage[] {
  switch (channel) {
    case 'telegram':
      return renderTelegram(content, context);
    case 'whatsapp':
      throw new Error('WhatsApp is not part of this version yet: set WHATSAPP=off');
  }
}

/** Words of our own, as a channel shows them: lines stay, nothing in them is markup. */
export function renderWords(channel: ChannelName, words: string): RenderedMessage {
  return channel === 'telegram' ? telegramWords(words) : { text: words, markup: 'plain' };
}

/** A list of linked titles under a heading, for «the latest». */
export function renderTitles(
  channel: ChannelName,
  heading: string,
  stories: readonly { readonly title: string; readonly link: string }[],
): RenderedMessage {
  return channel === 'telegram'
    ? telegramTitles(heading, stories)
    : { text: [heading, ...stories.map((story) => `${story.title}\n${story.link}`)].join('\n\n'), markup: 'plain' };
}
