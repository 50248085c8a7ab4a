import type { RenderedMessage } from '../channels/channel.ts';
import type { PushContent, PushItem } from '../editions/push.ts';
import { longDate } from './dates.ts';
import { firstSentence, firstWords } from './fit.ts';
import type { RenderContext } from './index.ts';
import { plainText } from './plain-text.ts';
import { bold, line, lines, linkLine, paragraphs } from './whatsapp-text.ts';

/** WhatsApp takes 65,536 characters; a phone folds what is longer than some 3,000 behind «read more». */
const maxLength = 4_096;
const longestTitle = 300;
const longestLine = 200;
const longestNote = 1_500;

/** A push as WhatsApp text. The story's link stands alone on its line, where WhatsApp makes its preview from it. */
export function renderWhatsApp(content: PushContent, context: RenderContext): RenderedMessage[] {
  const texts = content.type === 'digest' ? digest(content, context) : [story(content, context)];
  const last = texts.length - 1;
  return texts.map((text, index) => ({
    text: index === last && context.optOutLine === 'shown' ? paragraphs([text, optOut(context)]) : text,
    markup: 'whatsapp',
    // A preview of a digest would show only its first story.
    linkPreview: content.type !== 'digest',
  }));
}

function story(content: Exclude<PushContent, { type: 'digest' }>, context: RenderContext): string {
  const { item } = content;
  const title = headline(item);
  const note = content.type === 'correction' ? line(firstWords(content.note, longestNote)) : '';
  const foot = footer(item, context);
  const link = linkLine(item.link);
  const label = storyLabel(content, context);
  const fixed = paragraphs([lines([label, title]), note, link, foot]).length;
  const summary = line(item.summary);
  // The whole summary or none of it: a summary is never cut inside.
  const fitting = fixed + summary.length + 200 <= maxLength ? summary : '';
  return paragraphs([lines([label, title]), note, fitting, link, foot]);
}

function storyLabel(content: Exclude<PushContent, { type: 'digest' }>, { newsroom, texts }: RenderContext): string {
  if (content.type === 'correction') return bold(line(texts.say('message.correction')));
  if (content.label === 'breaking') return bold(line(texts.say('message.breaking')));
  const names = content.item.topics.flatMap((key) => newsroom.topics[key]?.names[texts.language] ?? []);
  return line(names.slice(0, 3).join(' · '));
}

function digest(content: Extract<PushContent, { type: 'digest' }>, context: RenderContext): string[] {
  const { newsroom, texts, timeZone } = context;
  const edition = newsroom.editions[content.edition]?.names[texts.language] ?? content.edition;
  const date = longDate(new Date(content.instant), texts.language, timeZone);
  const messages: string[] = [];
  let page = [bold(line(texts.say('message.digest', { edition, date })))];
  for (const [index, item] of content.items.entries()) {
    const entry = lines([
      headline(item, `${index + 1}. `),
      line(firstSentence(item.summary, longestLine)),
      linkLine(item.link),
    ]);
    if (paragraphs([...page, entry]).length > maxLength) {
      messages.push(paragraphs(page));
      page = [];
    }
    page.push(entry);
  }
  messages.push(paragraphs(page));
  return messages;
}

function headline(item: PushItem, number = ''): string {
  return bold(line(`${number}${firstWords(plainText(item.title) || plainText(item.link) || '…', longestTitle)}`));
}

function footer(item: PushItem, { texts, timeZone }: RenderContext): string {
  const byline = item.byline === null ? '' : texts.say('message.byline', { name: item.byline.slice(0, 120) });
  const date = item.publishedAt === null ? '' : longDate(new Date(item.publishedAt), texts.language, timeZone);
  return line([byline, date].filter((part) => part !== '').join(' — '));
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
