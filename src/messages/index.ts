import type { ChannelName, RenderedMessage } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Texts } from '../config/texts.ts';
import type { ListedStory, PushContent, PushItem } from '../editions/push.ts';
import type { OutgoingLink } from './outgoing-link.ts';
import { renderTelegram, telegramStories, telegramTitles, telegramWords } from './telegram.ts';
import { renderWhatsApp, whatsappStories, whatsappTitles, whatsappWords } from './whatsapp.ts';

export interface RenderContext {
  readonly newsroom: Newsroom;
  readonly texts: Texts;
  readonly timeZone: string;
  /** Whether this push says how to leave, on channels where no button does. */
  readonly optOutLine?: 'shown' | 'left out';
  /** The number of messages that it has to be, because it replaces as many. */
  readonly parts?: number | null;
  /** The link that readers get for a story; without, the story's own. */
  readonly outgoing?: OutgoingLink;
  /** The edition of the push, where its content does not name it. */
  readonly edition?: string;
}

/** A push as a channel says it: usually one message, more when a digest is too long for one. */
export function renderPush(channel: ChannelName, content: PushContent, context: RenderContext): RenderedMessage[] {
  const outgoing = context.outgoing ? withLinks(content, linker(channel, context.outgoing)) : content;
  switch (channel) {
    case 'telegram':
      return renderTelegram(outgoing, context);
    case 'whatsapp':
      return renderWhatsApp(outgoing, context);
  }
}

type Linker = <Story extends PushItem | ListedStory>(story: Story) => Story;

function linker(channel: ChannelName, outgoing: OutgoingLink): Linker {
  const one: Linker = (story) => ({ ...story, link: outgoing(story, channel) });
  return (story) =>
    'related' in story && story.related ? { ...one(story), related: story.related.map(one) } : one(story);
}

function withLinks<Content extends PushContent>(content: Content, linked: Linker): Content;
function withLinks(content: PushContent, linked: Linker): PushContent {
  switch (content.type) {
    case 'story':
      return { ...content, item: linked(content.item) };
    case 'correction':
      return { ...content, now: withLinks(content.now, linked) };
    case 'most-read':
      return { ...content, items: content.items.map(linked) };
    case 'digest':
    case 'retraction':
    case 'notice':
      return { ...content, items: content.items.map(linked) };
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

/** Stories as a numbered list with their dates, under a heading: what is read most. */
export function renderStories(
  channel: ChannelName,
  heading: string,
  stories: readonly ListedStory[],
  context: Pick<RenderContext, 'texts' | 'timeZone'>,
): RenderedMessage[] {
  return channel === 'telegram'
    ? telegramStories(heading, stories, context)
    : whatsappStories(heading, stories, context);
}
