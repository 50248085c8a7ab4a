import type { TemplateMessage } from '../channels/channel.ts';
import type { Language, Newsroom, TemplateConfig } from '../config/newsroom.ts';
import type { DigestContent, MostReadContent, PushContent, PushItem } from '../editions/push.ts';
import { editionHeading } from './edition-heading.ts';
import { firstWords } from './fit.ts';
import type { RenderContext } from './index.ts';
import { notices } from './notices.ts';
import { plainText } from './plain-text.ts';
import { line, linkLine } from './whatsapp-text.ts';

/**
 * The whole body of a template may have 1,024 characters, its own words included; these are left for what goes into the
 * gaps. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
const roomForVariables = 900;
const longestTitle = 200;
/** So many stories of a digest or a list are named. */
const titlesOfList = 5;

/** The template for an edition in a language: its own, else the one for any; undefined when none is configured. */
export function templateFor(newsroom: Newsroom, edition: string, language: Language): TemplateConfig | undefined {
  const inLanguage = newsroom.channels.whatsappCloud.templates.filter((template) => template.language === language);
  return (
    inLanguage.find((template) => template.edition === edition) ?? inLanguage.find(({ edition: of }) => of === 'any')
  );
}

/**
 * A push in the gaps of its edition's template. A gap takes one line: no line breaks, no tabs, no more than four spaces
 * in a row, and never nothing (error 132018 or 131008 otherwise). Runs from left to right are isolated as everywhere, for
 * a gap stands inside of Arabic words; a link carries no marks, or it would not open.
 */
export function whatsappTemplate(content: PushContent, context: RenderContext): TemplateMessage | null {
  const { newsroom, texts } = context;
  const edition = 'edition' in content ? content.edition : (context.edition ?? 'any');
  const template = templateFor(newsroom, edition, texts.language);
  const said = saidBy(content, context);
  if (template === undefined || said === null) return null;
  const name = line(newsroom.name[texts.language]);
  const values = { ...said, edition: line(newsroom.editions[edition]?.names[texts.language] ?? '') };
  const { variables } = template;
  const fixed = variables.filter((gap) => gap !== 'summary').reduce((sum, gap) => sum + values[gap].length, 0);
  // The whole summary or none of it: a summary is never cut inside.
  if (fixed + values.summary.length > roomForVariables) values.summary = '';
  return {
    name: template.name,
    language: template.code ?? template.language,
    variables: variables.map((gap) => values[gap] || name),
  };
}

interface Values {
  title: string;
  summary: string;
  link: string;
}

/** Null for what changes an earlier message: this API cannot. */
function saidBy(content: PushContent, context: RenderContext): Values | null {
  switch (content.type) {
    case 'story':
      return story(content.item, context);
    case 'digest':
      return digest(content, context);
    case 'most-read':
      return listed(content, content.items, context);
    case 'notice': {
      const [item] = notices(content.items);
      return item ? notice(item, context) : null;
    }
    case 'correction':
    case 'retraction':
      return null;
  }
}

function story(item: PushItem, context: RenderContext): Values {
  if (item.change?.kind === 'retracted') return retracted(context.texts.say('message.retracted'), item, context);
  return {
    title: line(firstWords(plainText(item.title), longestTitle)),
    summary: line(item.summary),
    link: linkLine(item.link),
  };
}

function notice(item: PushItem, context: RenderContext): Values {
  const { texts } = context;
  if (item.change?.kind === 'retracted') {
    const title = firstWords(plainText(item.title), longestTitle);
    return retracted(texts.say('message.retractionNotice', { title }), item, context);
  }
  const title = `${texts.say('message.correction')}: ${plainText(item.title)}`;
  return { ...story(item, context), title: line(firstWords(title, longestTitle)) };
}

/** What was retracted is told of, but not told again. */
function retracted(words: string, { change }: PushItem, { newsroom }: RenderContext): Values {
  const reason = change?.kind === 'retracted' ? change.reason : '';
  return { title: line(words), summary: line(reason), link: linkLine(newsroom.site) };
}

function digest(content: DigestContent, context: RenderContext): Values {
  const told = content.items.filter(({ change }) => change?.kind !== 'retracted');
  return listed(content, told, context);
}

/** The edition's name and date, and the titles of its first stories. */
function listed(
  content: DigestContent | MostReadContent,
  stories: readonly { readonly title: string; readonly link: string }[],
  context: RenderContext,
): Values {
  const titles = stories.slice(0, titlesOfList).map(({ title }) => firstWords(plainText(title), 100));
  const { site } = context.newsroom;
  return {
    title: line(editionHeading(content, context)),
    summary: line(titles.join(' • ')),
    link: linkLine(stories[0]?.link ?? site) || linkLine(site),
  };
}
