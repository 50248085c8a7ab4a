import type { RenderedMessage, TemplateMessage } from '../channels/channel.ts';
import type { DigestContent, ListedStory, PushContent, PushItem, StoryContent } from '../editions/push.ts';
import { longDate } from './dates.ts';
import { editionHeading } from './edition-heading.ts';
import { firstSentence, firstWords } from './fit.ts';
import type { RenderContext } from './index.ts';
import { notices } from './notices.ts';
import { dividedOver, type Forms } from './pages.ts';
import { plainText } from './plain-text.ts';
import { readingMinutes } from './reading-time.ts';
import { storyLabel } from './story-label.ts';
import { whatsappTemplate } from './whatsapp-template.ts';
import { bold, line, lines, linkLine, ownLine, paragraphs } from './whatsapp-text.ts';

/** WhatsApp takes 65,536 characters; a phone folds what is longer than some 3,000 behind «read more». */
const maxLength = 4_096;
const longestTitle = 300;
const longestLine = 350;
/** A title in a list. */
const longestListed = 200;
const longestNote = 1_500;
const longestByline = 120;
const longestItemNote = 300;
/** Where a digest has to be short. */
const longestBareTitle = 120;

/** A push as WhatsApp text. The story's link stands alone on its line, where WhatsApp makes its preview from it. */
export function renderWhatsApp(content: PushContent, context: RenderContext): RenderedMessage[] {
  const texts = textsOf(content, context);
  const last = texts.length - 1;
  const templates = templatesOf(content, context);
  return texts.map((text, index) => ({
    ...(templates[index] ? { template: templates[index] } : {}),
    text: index === last && context.optOutLine === 'shown' ? paragraphs([text, optOut(context)]) : text,
    markup: 'whatsapp',
    // A preview of a digest would show only its first story, one of a retracted story the story.
    linkPreview: content.type === 'story' && content.item.change?.kind !== 'retracted',
  }));
}

/** For readers who may be sent a template only: one says a whole push, but of changed stories there is one each. */
function templatesOf(content: PushContent, context: RenderContext): (TemplateMessage | null)[] {
  if (content.type !== 'notice') return [whatsappTemplate(content, context)];
  return notices(content.items).map((item) => whatsappTemplate({ ...content, items: [item] }, context));
}

function textsOf(content: PushContent, context: RenderContext): string[] {
  switch (content.type) {
    case 'story':
      return [story(content, context)];
    case 'digest':
      return digest(content, context);
    case 'most-read':
      return storyPages(editionHeading(content, context), content.items, context);
    case 'correction':
      return textsOf(content.now, context);
    case 'retraction':
      return Array.from({ length: context.parts ?? 1 }, () => retraction(content.reason, context));
    case 'notice':
      return notices(content.items).map((item) => notice(item, context));
  }
}

function story(content: StoryContent, context: RenderContext): string {
  const { item } = content;
  if (item.change?.kind === 'retracted') return retraction(item.change.reason, context);
  const note = item.change ? correction(item.change.note, longestNote, context) : '';
  return storyText(item, labelOver(content, context), { before: '', after: note }, context);
}

/** Label and title, the summary with what is said of a correction, the link alone on its line, the foot. */
function storyText(
  item: PushItem,
  label: string,
  note: { readonly before: string; readonly after: string },
  context: RenderContext,
): string {
  const title = headline(item);
  const foot = footer(item, context);
  const link = linkLine(item.link);
  const fixed = paragraphs([lines([label, title]), note.before, note.after, link, foot]).length;
  const summary = line(item.summary);
  // The whole summary or none of it: a summary is never cut inside.
  const fitting = fixed + summary.length + 200 <= maxLength ? summary : '';
  const told = paragraphs([lines([label, title]), note.before, fitting, note.after, link, foot]);
  const more = paragraphs([told, readAlso(item, context)]);
  return more.length + 200 <= maxLength ? more : told;
}

/** Earlier stories on the same matter, under the story: the preview is made of the first link, which is the story's. */
function readAlso(item: PushItem, { texts }: RenderContext): string {
  const related = item.related ?? [];
  if (related.length === 0) return '';
  const entries = related.map(({ title, link }) =>
    lines([line(`• ${firstWords(plainText(title), longestListed)}`), linkLine(link)]),
  );
  return lines([bold(line(texts.say('message.readAlso'))), ...entries]);
}

/** «تصحيح: …» under the text that was corrected. */
function correction(note: string, longest: number, { texts }: RenderContext): string {
  const said = firstWords(plainText(note), longest);
  if (said === '') return line(texts.say('message.correctedWithoutNote'));
  return `${bold(line(texts.say('message.correctedLabel')))} ${ownLine(said, texts.language)}`;
}

function retraction(reason: string, { texts }: RenderContext): string {
  return paragraphs([bold(line(texts.say('message.retracted'))), line(firstWords(plainText(reason), longestNote))]);
}

/** A message of its own about a story that was corrected or retracted after it was sent. */
function notice(item: PushItem, context: RenderContext): string {
  const { texts } = context;
  const { change } = item;
  if (change?.kind === 'retracted') {
    const title = firstWords(plainText(item.title), longestTitle);
    return paragraphs([
      bold(line(texts.say('message.retraction'))),
      ownLine(texts.say('message.retractionNotice', { title }), texts.language),
      line(firstWords(plainText(change.reason), longestNote)),
    ]);
  }
  const note = firstWords(plainText(change?.note ?? ''), longestNote);
  const said = line(note === '' ? texts.say('message.correctionNotice') : note);
  return storyText(item, bold(line(texts.say('message.correction'))), { before: said, after: '' }, context);
}

function labelOver(content: StoryContent, context: RenderContext): string {
  const label = line(storyLabel(content, context));
  return content.label === 'breaking' ? bold(label) : label;
}

function digest(content: DigestContent, context: RenderContext): string[] {
  const head = bold(line(editionHeading(content, context)));
  const stories = content.items.map((item, index) => entry(item, `${index + 1}. `, context));
  if (stories.length === 0) return [head];
  const shown = (page: readonly string[], place: 'first' | 'later') =>
    paragraphs(place === 'first' ? [head, ...page] : page);
  const pages = dividedOver(stories, (page, place) => shown(page, place).length <= maxLength, context.parts ?? null);
  return pages.map((page, index) => shown(page, index === 0 ? 'first' : 'later'));
}

function storyPages(
  heading: string,
  stories: readonly ListedStory[],
  { texts, timeZone, parts }: Pick<RenderContext, 'texts' | 'timeZone' | 'parts'>,
): string[] {
  const head = bold(line(heading));
  const entries = stories.map(({ title, link, publishedAt }, index): Forms<string> => {
    const shown = bold(line(`${index + 1}. ${firstWords(plainText(title) || plainText(link), longestListed)}`));
    const date = publishedAt === null ? '' : line(longDate(new Date(publishedAt), texts.language, timeZone));
    const bare = lines([shown, linkLine(link)]);
    return [lines([shown, date, linkLine(link)]), bare, bare];
  });
  if (entries.length === 0) return [head];
  const shown = (page: readonly string[], place: 'first' | 'later') =>
    paragraphs(place === 'first' ? [head, ...page] : page);
  const pages = dividedOver(entries, (page, place) => shown(page, place).length <= maxLength, parts ?? null);
  return pages.map((page, index) => shown(page, index === 0 ? 'first' : 'later'));
}

/** A numbered list of titles with their dates. */
export function whatsappStories(
  heading: string,
  stories: readonly ListedStory[],
  context: Pick<RenderContext, 'texts' | 'timeZone'>,
): RenderedMessage[] {
  return storyPages(heading, stories, context).map((text) => ({ text, markup: 'whatsapp', linkPreview: false }));
}

function entry(item: PushItem, number: string, context: RenderContext): Forms<string> {
  if (item.change?.kind === 'retracted') {
    const head = line(`${number}${context.texts.say('message.retractedItem')}`);
    const said = lines([head, line(firstWords(plainText(item.change.reason), longestLine))]);
    return [said, said, head];
  }
  const title = headline(item, number);
  const note = item.change ? correction(item.change.note, longestItemNote, context) : '';
  const link = linkLine(item.link);
  return [
    lines([title, line(firstSentence(item.summary, longestLine)), note, link]),
    lines([title, note, link]),
    headline({ ...item, title: firstWords(plainText(item.title), longestBareTitle) }, number),
  ];
}

function headline(item: PushItem, number = ''): string {
  return bold(line(`${number}${firstWords(plainText(item.title) || plainText(item.link) || '…', longestTitle)}`));
}

function footer(item: PushItem, { texts, timeZone }: RenderContext): string {
  const byline =
    item.byline === null
      ? ''
      : texts.say('message.byline', { name: firstWords(plainText(item.byline), longestByline) });
  const date = item.publishedAt === null ? '' : longDate(new Date(item.publishedAt), texts.language, timeZone);
  const minutes = readingMinutes(item.words);
  const reading = minutes === null ? '' : texts.count('message.readingTime', minutes);
  return ownLine([byline, date, reading].filter((part) => part !== '').join(' — '), texts.language);
}

function optOut({ texts }: RenderContext): string {
  return line(texts.say('message.optOut'));
}

/** What people write on a channel without commands; each is a word that the conversation knows. */
const wordOf: Readonly<Record<'ar' | 'en', Readonly<Record<string, string>>>> = {
  ar: {
    start: 'اشتراك',
    stop: 'إلغاء',
    latest: 'الأخبار',
    mostread: 'الأكثر قراءة',
    help: 'مساعدة',
    topics: 'المواضيع',
    editions: 'النشرات',
    language: 'اللغة',
    privacy: 'الخصوصية',
  },
  en: {
    start: 'subscribe',
    stop: 'stop',
    latest: 'latest',
    mostread: 'most read',
    help: 'help',
    topics: 'topics',
    editions: 'newsletters',
    language: 'language',
    privacy: 'privacy',
  },
};

/** Words of our own, line by line: `/stop` becomes the word that does the same here. */
export function whatsappWords(words: string): RenderedMessage {
  const language = /\p{Script=Arabic}/u.test(words) ? 'ar' : 'en';
  const text = words
    .split('\n')
    .map((part) =>
      part
        .split(/(?<=^|\s)\/([a-z]+)(?![\w/])/)
        .map((piece, index) => (index % 2 === 0 ? spaced(piece) : bold(wordOf[language][piece] ?? piece)))
        .join(''),
    )
    .join('\n');
  return { text, markup: 'whatsapp', linkPreview: false };
}

/** Keeps the spaces that stand between a piece and its neighbours. */
function spaced(piece: string): string {
  if (piece.trim() === '') return piece;
  const [lead = ''] = /^\s*/.exec(piece) ?? [];
  const [tail = ''] = /\s*$/.exec(piece) ?? [];
  return `${lead}${line(piece)}${tail}`;
}

export function whatsappTitles(
  heading: string,
  stories: readonly { readonly title: string; readonly link: string }[],
): RenderedMessage {
  const entries = stories.map((story) =>
    lines([bold(line(firstWords(story.title, longestTitle))), linkLine(story.link)]),
  );
  return { text: paragraphs([bold(line(heading)), ...entries]), markup: 'whatsapp', linkPreview: false };
}

/** Choices where there are no buttons: each on a line with its number, under the words that ask for it. */
export function whatsappChoices(message: RenderedMessage, heading: string): RenderedMessage {
  const choices = (message.buttons ?? []).flat();
  if (choices.length === 0) return message;
  const entries = choices.map((choice, index) => {
    const words = line(`${index + 1}. ${choice.label}`);
    return 'url' in choice ? lines([words, linkLine(choice.url)]) : words;
  });
  return {
    text: paragraphs([message.text, lines([line(heading), ...entries])]),
    markup: 'whatsapp',
    linkPreview: false,
  };
}
