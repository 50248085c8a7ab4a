import type { RenderedMessage } from '../channels/channel.ts';
import type { PushContent, PushItem } from '../editions/push.ts';
import { longDate } from './dates.ts';
import { firstSentence, firstWords } from './fit.ts';
import type { RenderContext } from './index.ts';
import { plainText } from './plain-text.ts';
import { bold, type Html, join, link, nothing, text } from './telegram-html.ts';

const maxLength = 4_096;
const longestCaption = 1_024;
/** A digest's line about a story. UTF-16 units. */
const longestLine = 200;
const longestByline = 120;
/** What a correction says of itself. UTF-16 units. */
const longestNote = 1_500;

/** A push as Telegram HTML. A digest that does not fit one message is split between its stories. */
export function renderTelegram(content: PushContent, context: RenderContext): RenderedMessage[] {
  if (content.type === 'digest') {
    // A preview would show only its first story.
    return digest(content, context).map((html) => ({ text: html, markup: 'telegram-html', linkPreview: false }));
  }
  const { html, length } = story(content, context);
  const { imageUrl } = content.item;
  const pictured = context.newsroom.channels.telegram.photos && imageUrl !== null && length <= longestCaption;
  return [{ text: html, markup: 'telegram-html', linkPreview: true, ...(pictured ? { imageUrl } : {}) }];
}

function story(content: Exclude<PushContent, { type: 'digest' }>, context: RenderContext): Html {
  const { item } = content;
  const label = content.type === 'correction' ? correctionLabel(context) : storyLabel(content, context);
  const foot = footer(item, context);
  const note = content.type === 'correction' ? text(firstWords(plainText(content.note), longestNote)) : nothing;
  const fixed = join([label, note, foot], '\n\n').length + 20;
  const title = headline(item, maxLength - fixed);
  const room = maxLength - fixed - title.length;
  const body = text(item.summary);
  // The whole summary or none of it: a summary is never cut inside.
  const summary = body.length <= room ? body : nothing;
  return join([join([label, title], '\n'), note, summary, foot], '\n\n');
}

function digest(content: Extract<PushContent, { type: 'digest' }>, context: RenderContext): string[] {
  const { newsroom, texts, timeZone } = context;
  const edition = newsroom.editions[content.edition]?.names[texts.language] ?? content.edition;
  const date = longDate(new Date(content.instant), texts.language, timeZone);
  const head = bold(text(texts.say('message.digest', { edition, date })));
  const messages: string[] = [];
  let page: Html[] = [head];
  for (const [index, item] of content.items.entries()) {
    const line = text(firstSentence(item.summary, longestLine));
    const number = text(`${index + 1}. `);
    const title = headline(item, maxLength / 2);
    const entry = join(
      [{ html: `${number.html} ${title.html}`, length: number.length + 1 + title.length }, line],
      '\n',
    );
    if (join([...page, entry], '\n\n').length > maxLength) {
      messages.push(join(page, '\n\n').html);
      page = [];
    }
    page.push(entry);
  }
  messages.push(join(page, '\n\n').html);
  return messages;
}

function headline(item: PushItem, room: number): Html {
  const words = plainText(item.title) || plainText(item.link) || '…';
  return bold(link(text(firstWords(words, Math.min(room, 1_000) - 40)), item.link));
}

function storyLabel(content: Extract<PushContent, { type: 'story' }>, context: RenderContext): Html {
  if (content.label === 'breaking') return bold(text(context.texts.say('message.breaking')));
  return text(topicNames(content.item, context));
}

function correctionLabel(context: RenderContext): Html {
  return bold(text(context.texts.say('message.correction')));
}

function topicNames(item: PushItem, { newsroom, texts }: RenderContext): string {
  return item.topics
    .flatMap((key) => newsroom.topics[key]?.names[texts.language] ?? [])
    .slice(0, 3)
    .join(' · ');
}

function footer(item: PushItem, { texts, timeZone }: RenderContext): Html {
  const byline =
    item.byline === null
      ? nothing
      : text(texts.say('message.byline', { name: firstWords(plainText(item.byline), longestByline) }));
  const date =
    item.publishedAt === null ? nothing : text(longDate(new Date(item.publishedAt), texts.language, timeZone));
  return join([byline, date], ' — ');
}

/** Words of our own, line by line. Telegram finds the commands in them: to it an isolate is no part of a word. */
export function telegramWords(words: string): RenderedMessage {
  const lines = words.split('\n').map((line) => text(line).html);
  return { text: lines.join('\n'), markup: 'telegram-html' };
}

export function telegramTitles(
  heading: string,
  stories: readonly { readonly title: string; readonly link: string }[],
): RenderedMessage {
  const lines = stories.map((story) => join([text('•'), link(text(firstWords(story.title, 300)), story.link)], ' '));
  return { text: join([bold(text(heading)), ...lines], '\n\n').html, markup: 'telegram-html', linkPreview: false };
}
