import type { RenderedMessage } from '../channels/channel.ts';
import {
  type DigestContent,
  type ListedStory,
  type PushContent,
  type PushItem,
  picturesOf,
  type StoryContent,
} from '../editions/push.ts';
import { longDate } from './dates.ts';
import { editionHeading } from './edition-heading.ts';
import { firstSentence, firstWords } from './fit.ts';
import type { RenderContext } from './index.ts';
import { notices } from './notices.ts';
import { dividedOver, type Forms } from './pages.ts';
import { plainText } from './plain-text.ts';
import { readingMinutes } from './reading-time.ts';
import { storyLabel } from './story-label.ts';
import { bold, type Html, join, link, nothing, ownWords, storyWords, text } from './telegram-html.ts';

const maxLength = 4_096;
const longestCaption = 1_024;
/** A digest's line about a story: of a summary of the usual length its first sentence always has room. UTF-16 units. */
const longestLine = 350;
const longestByline = 120;
/** A title in a list, UTF-16 units. */
const longestListed = 200;
/** What a correction says of itself. UTF-16 units. */
const longestNote = 1_500;
const longestItemNote = 300;
/** Where a digest has to be short: thirty of them fit one message. */
const longestBareTitle = 140;

/** A push as Telegram HTML. A digest that does not fit one message is split between its stories. */
export function renderTelegram(content: PushContent, context: RenderContext): RenderedMessage[] {
  switch (content.type) {
    case 'story':
      return [story(content, context)];
    case 'digest':
      // A preview would show only its first story.
      return digest(content, context).map(words);
    case 'most-read':
      return telegramStories(editionHeading(content, context), content.items, context);
    case 'correction':
      return renderTelegram(content.now, context);
    case 'retraction': {
      const { html } = retraction(content.reason, context);
      return Array.from({ length: context.parts ?? 1 }, () => words(html));
    }
    case 'notice':
      return notices(content.items).map((item) => words(notice(item, context).html));
  }
}

/** Without a preview, which would show the page itself. */
function words(html: string): RenderedMessage {
  return { text: html, markup: 'telegram-html', linkPreview: false };
}

function story(content: StoryContent, context: RenderContext): RenderedMessage {
  const { item } = content;
  const { change, ...unchanged } = item;
  if (change?.kind === 'retracted') return words(retraction(change.reason, context).html);
  const pictures = picturesOf(item, context.newsroom.channels.telegram.photos);
  const pictured = (length: number) => pictures.length > 0 && length <= longestCaption;
  const plain = storyText(unchanged, labelOver(content, context), nothing, maxLength, context);
  const changed = (room: number) =>
    storyText(unchanged, labelOver(content, context), correction(change?.note ?? '', context, room / 2), room, context);
  // What was sent as a picture's caption stays one, so a correction has to fit there too.
  const { html, length } = change ? changed(pictured(plain.length) ? longestCaption : maxLength) : plain;
  const [imageUrl, ...morePictures] = pictured(length) ? pictures : [];
  // The text before may have been short enough for one although this is not.
  const caption = change && pictures.length > 0 && length > longestCaption ? changed(longestCaption).html : undefined;
  return {
    text: html,
    markup: 'telegram-html',
    linkPreview: true,
    ...(imageUrl === undefined ? {} : { imageUrl }),
    ...(caption === undefined ? {} : { caption }),
    ...(morePictures.length > 0 ? { morePictures } : {}),
  };
}

/** Label and title, the summary, what is said of a correction, the foot. */
function storyText(item: PushItem, label: Html, note: Html, most: number, context: RenderContext): Html {
  const foot = footer(item, context);
  const fixed = join([label, note, foot], '\n\n').length + 20;
  const title = headline(item, most - fixed);
  const room = most - fixed - title.length;
  const body = storyWords(item.summary);
  // The whole summary or none of it: a summary is never cut inside.
  const summary = body.length <= room ? body : nothing;
  const told = join([join([label, title], '\n'), summary, note, foot], '\n\n');
  const more = join([told, readAlso(item, context)], '\n\n');
  return more.length <= most ? more : told;
}

/** Earlier stories on the same matter, under the story; nothing where there are none. */
function readAlso(item: PushItem, { texts }: RenderContext): Html {
  const related = item.related ?? [];
  if (related.length === 0) return nothing;
  const lines = related.map(({ title, link: address }) =>
    join([text('•'), link(text(firstWords(plainText(title), longestListed)), address)], ' '),
  );
  return join([bold(text(texts.say('message.readAlso'))), ...lines], '\n');
}

/** «تصحيح: …» under the text that was corrected. */
function correction(note: string, { texts }: RenderContext, most = longestNote): Html {
  const said = firstWords(plainText(note), Math.min(most, longestNote));
  if (said === '') return text(texts.say('message.correctedWithoutNote'));
  return join([bold(text(texts.say('message.correctedLabel'))), ownWords(said, texts.language)], ' ');
}

function retraction(reason: string, { texts }: RenderContext): Html {
  const said = firstWords(plainText(reason), longestNote);
  return join([bold(text(texts.say('message.retracted'))), text(said)], '\n\n');
}

/** A message of its own about a story that was corrected or retracted after it was sent. */
function notice(item: PushItem, context: RenderContext): Html {
  const { texts } = context;
  const { change, ...unchanged } = item;
  if (change?.kind === 'retracted') {
    const title = firstWords(plainText(item.title), 300);
    const said = firstWords(plainText(change.reason), longestNote);
    const sentence = ownWords(texts.say('message.retractionNotice', { title }), texts.language);
    return join([bold(text(texts.say('message.retraction'))), sentence, text(said)], '\n\n');
  }
  const note = firstWords(plainText(change?.note ?? ''), longestNote);
  const said = text(note === '' ? texts.say('message.correctionNotice') : note);
  const foot = footer(item, context);
  const label = bold(text(texts.say('message.correction')));
  const fixed = join([label, said, foot], '\n\n').length + 20;
  const title = headline(unchanged, maxLength - fixed);
  const body = storyWords(item.summary);
  const summary = body.length <= maxLength - fixed - title.length ? body : nothing;
  return join([join([label, title], '\n'), said, summary, foot], '\n\n');
}

function digest(content: DigestContent, context: RenderContext): string[] {
  const head = bold(text(editionHeading(content, context)));
  const stories = content.items.map((item, index) => entry(item, text(`${index + 1}. `), context));
  if (stories.length === 0) return [head.html];
  const shown = (page: readonly Html[], place: 'first' | 'later') =>
    join(place === 'first' ? [head, ...page] : page, '\n\n');
  const pages = dividedOver(stories, (page, place) => shown(page, place).length <= maxLength, context.parts ?? null);
  return pages.map((page, index) => shown(page, index === 0 ? 'first' : 'later').html);
}

/** A numbered list of titles with their dates. */
export function telegramStories(
  heading: string,
  stories: readonly ListedStory[],
  { texts, timeZone, parts }: Pick<RenderContext, 'texts' | 'timeZone' | 'parts'>,
): RenderedMessage[] {
  const head = bold(text(heading));
  const entries = stories.map(({ title, link: address, publishedAt }, index): Forms<Html> => {
    const shown = text(firstWords(plainText(title) || plainText(address), longestListed));
    const bare = join([text(`${index + 1}. `), bold(link(shown, address))], ' ');
    const date = publishedAt === null ? nothing : text(longDate(new Date(publishedAt), texts.language, timeZone));
    return [join([bare, date], '\n'), bare, bare];
  });
  if (entries.length === 0) return [words(head.html)];
  const shown = (page: readonly Html[], place: 'first' | 'later') =>
    join(place === 'first' ? [head, ...page] : page, '\n\n');
  const pages = dividedOver(entries, (page, place) => shown(page, place).length <= maxLength, parts ?? null);
  return pages.map((page, index) => words(shown(page, index === 0 ? 'first' : 'later').html));
}

function entry(item: PushItem, number: Html, context: RenderContext): Forms<Html> {
  const { texts } = context;
  const after = (title: Html): Html => ({
    html: `${number.html} ${title.html}`,
    length: number.length + 1 + title.length,
  });
  if (item.change?.kind === 'retracted') {
    const reason = text(firstWords(plainText(item.change.reason), longestLine));
    const line = after(text(texts.say('message.retractedItem')));
    const said = join([line, reason], '\n');
    return [said, said, line];
  }
  const line = storyWords(firstSentence(item.summary, longestLine));
  const note = item.change ? correction(firstWords(item.change.note, longestItemNote), context) : nothing;
  const title = after(headline(item, maxLength / 2));
  const bare = after(headline(item, longestBareTitle));
  return [join([title, line, note], '\n'), join([title, note], '\n'), bare];
}

function headline(item: PushItem, room: number): Html {
  const words = plainText(item.title) || plainText(item.link) || '…';
  return bold(link(text(firstWords(words, Math.min(room, 1_000) - 40)), item.link));
}

function labelOver(content: StoryContent, context: RenderContext): Html {
  const label = text(storyLabel(content, context));
  return content.label === 'breaking' ? bold(label) : label;
}

function footer(item: PushItem, { texts, timeZone }: RenderContext): Html {
  const byline =
    item.byline === null
      ? nothing
      : ownWords(
          texts.say('message.byline', { name: firstWords(plainText(item.byline), longestByline) }),
          texts.language,
        );
  const date =
    item.publishedAt === null ? nothing : text(longDate(new Date(item.publishedAt), texts.language, timeZone));
  const minutes = readingMinutes(item.words);
  const reading = minutes === null ? nothing : text(texts.count('message.readingTime', minutes));
  return join([byline, date, reading], ' — ');
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
