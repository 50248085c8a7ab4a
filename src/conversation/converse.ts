import type { ChannelName, MessageButton, RenderedMessage } from '../channels/channel.ts';
import type { Language, Newsroom } from '../config/newsroom.ts';
import type { Texts, TextsByLanguage } from '../config/texts.ts';
import type { ListedStory } from '../editions/push.ts';
import { renderStories, renderTitles, renderWords } from '../messages/index.ts';
import type { OutgoingLink } from '../messages/outgoing-link.ts';
import type { Contact, Subscriber, SubscriberStore } from '../subscribers/store.ts';
import { editionButtons, languageButtons, toggleTopic, topicButtons } from './choices.ts';
import { wishIn } from './words.ts';

/** Something a person did. `action` is the button they pressed. */
export type Incoming = {
  readonly channel: ChannelName;
  readonly address: string;
  /** The language their phone is set to, if the channel tells. */
  readonly languageHint: string | null;
} & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'media' }
);

/** What to answer. `replace` puts the answer in place of the message whose button was pressed. */
export interface Reply {
  readonly message: RenderedMessage;
  readonly mode: 'new' | 'replace';
}

export interface ConversationContext {
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
  readonly subscribers: SubscriberStore;
  /** The lane that people who write here are sent to by. */
  readonly laneId: number;
  readonly botName: string | null;
  readonly latest: (limit: number) => Promise<readonly { articleId: number; title: string; link: string }[]>;
  readonly mostRead: (limit: number) => Promise<readonly ListedStory[]>;
  readonly outgoing: OutgoingLink;
}

const storiesInList = 5;

/** Answers one person. The same on every channel; may be called twice for one message and then says the same again. */
export async function converse(incoming: Incoming, context: ConversationContext): Promise<Reply[]> {
  const contact: Contact = { channel: incoming.channel, address: incoming.address };
  const person = await context.subscribers.find(contact);
  const language = person?.language ?? hinted(incoming.languageHint, context.newsroom);
  const turn: Turn = { context, contact, person, language, say: context.texts[language] };
  if (incoming.kind === 'media') return [words(turn, turn.say.say('unknown.media'))];
  if (incoming.kind === 'action') return act(incoming.action, turn);
  switch (wishIn(incoming.text, context.botName)) {
    case 'start':
      return start(turn);
    case 'greeting':
      // Whoever left is not taken back in for being polite.
      return person?.state === 'left' ? [notSubscribed(turn)] : start(turn);
    case 'stop':
      return stop(turn);
    case 'latest':
      return [await latest(turn)];
    case 'mostread':
      return mostRead(turn);
    case 'help':
      return [words(turn, turn.say.say('help.text', name(turn)))];
    case 'topics':
      return [ifSubscribed(turn, 'new', topicsMessage)];
    case 'editions':
      return [ifSubscribed(turn, 'new', editionsMessage)];
    case 'language':
      return [ifSubscribed(turn, 'new', languageMessage)];
    case 'privacy':
      return [words(turn, privacyText(turn), [[{ label: turn.say.say('privacy.forgetButton'), action: 'forget' }]])];
    case undefined:
      return [words(turn, turn.say.say('unknown.text'))];
  }
}

interface Turn {
  readonly context: ConversationContext;
  readonly contact: Contact;
  readonly person: Subscriber | undefined;
  readonly language: Language;
  readonly say: Texts;
}

function hinted(hint: string | null, newsroom: Newsroom): Language {
  const known = newsroom.languages.find((language) => hint?.toLowerCase().startsWith(language));
  return known ?? newsroom.languages[0] ?? 'ar';
}

function name(turn: Turn): { newsroom: string } {
  return { newsroom: turn.context.newsroom.name[turn.language] };
}

function words(turn: Turn, text: string, buttons?: MessageButton[][], mode: Reply['mode'] = 'new'): Reply {
  const message = renderWords(turn.contact.channel, text);
  return { mode, message: buttons ? { ...message, buttons } : message };
}

function privacyText(turn: Turn): string {
  const { context, contact, say } = turn;
  const text = say.say(contact.channel === 'whatsapp' ? 'privacy.textNumber' : 'privacy.text', name(turn));
  return context.newsroom.links.counted ? `${text}\n${say.say('privacy.counted')}` : text;
}

async function start(turn: Turn): Promise<Reply[]> {
  const { context, contact, language, say } = turn;
  const defaults = Object.entries(context.newsroom.editions).filter(([, edition]) => edition.default);
  const joined = await context.subscribers.join(contact, {
    laneId: context.laneId,
    language,
    editions: defaults.map(([key]) => key),
  });
  if (joined === 'already') return [words(turn, say.say('start.already', name(turn)))];
  const consent = `${say.say('start.welcome', name(turn))}\n\n${say.say(turn.contact.channel === 'whatsapp' ? 'start.consentNumber' : 'start.consent', name(turn))}`;
  return [
    words(turn, consent, [
      [
        { label: say.say('topics.button'), action: 'topics' },
        { label: say.say('editions.button'), action: 'editions' },
      ],
      [{ label: say.say('stop.button'), action: 'stop' }],
    ]),
  ];
}

async function stop(turn: Turn): Promise<Reply[]> {
  const left = await turn.context.subscribers.leave(turn.contact, 'left');
  if (left !== 'left') return [notSubscribed(turn)];
  return [words(turn, turn.say.say('stop.done', name(turn)), comeBack(turn))];
}

function notSubscribed(turn: Turn): Reply {
  return words(turn, turn.say.say('stop.notSubscribed'), comeBack(turn));
}

function comeBack({ say }: Turn): MessageButton[][] {
  return [[{ label: say.say('stop.undo'), action: 'start' }]];
}

async function latest(turn: Turn): Promise<Reply> {
  const stories = await turn.context.latest(storiesInList);
  if (stories.length === 0) return words(turn, turn.say.say('latest.empty'));
  const heading = turn.say.say('latest.title', name(turn));
  return { mode: 'new', message: renderTitles(turn.contact.channel, heading, stories.map(outgoing(turn))) };
}

async function mostRead(turn: Turn): Promise<Reply[]> {
  const { context, contact, say } = turn;
  const stories = await context.mostRead(storiesInList);
  if (stories.length === 0) return [words(turn, say.say('mostread.empty'))];
  const style = { texts: say, timeZone: context.newsroom.timeZone };
  const heading = say.say('mostread.title', name(turn));
  const messages = renderStories(contact.channel, heading, stories.map(outgoing(turn)), style);
  return messages.map((message) => ({ mode: 'new', message }));
}

function outgoing({ context, contact }: Turn) {
  return <Story extends { readonly articleId: number | null; readonly link: string }>(story: Story): Story => ({
    ...story,
    link: context.outgoing(story, contact.channel),
  });
}

function ifSubscribed(
  turn: Turn,
  mode: Reply['mode'],
  message: (turn: Turn, person: Subscriber, mode: Reply['mode']) => Reply,
): Reply {
  return turn.person?.state === 'active'
    ? message(turn, turn.person, mode)
    : words(turn, turn.say.say('choice.subscribeFirst'));
}

function topicsMessage(turn: Turn, person: Subscriber, mode: Reply['mode']): Reply {
  return words(turn, turn.say.say('topics.title'), topicButtons(turn.context.newsroom, turn.say, person), mode);
}

function editionsMessage(turn: Turn, person: Subscriber, mode: Reply['mode']): Reply {
  return words(
    turn,
    turn.say.say('editions.title'),
    editionButtons(turn.context.newsroom, turn.language, person),
    mode,
  );
}

function languageMessage(turn: Turn, person: Subscriber, mode: Reply['mode']): Reply {
  return words(turn, turn.say.say('language.title'), languageButtons(turn.context.newsroom, person.language), mode);
}

/** A button: «topics», «topic:politics:on», «edition:morning:off», «language:en», «forget», «start», «stop». */
async function act(action: string, turn: Turn): Promise<Reply[]> {
  const { context, contact, person, say } = turn;
  const [verb = '', key = '', wish = ''] = action.split(':');
  switch (verb) {
    case 'start':
      return start(turn);
    case 'stop':
      return stop(turn);
    case 'topics':
      return [ifSubscribed(turn, 'new', topicsMessage)];
    case 'editions':
      return [ifSubscribed(turn, 'new', editionsMessage)];
    case 'forget':
      await context.subscribers.forget(contact);
      return [words(turn, say.say('privacy.forgotten'), undefined, 'replace')];
  }
  if (person?.state !== 'active') return [words(turn, say.say('choice.subscribeFirst'))];
  const known = wish === 'on' || wish === 'off' ? wish : null;
  if (verb === 'topic' && known && (key === 'all' || key in context.newsroom.topics)) {
    const topics = toggleTopic(context.newsroom, person, key, known);
    await context.subscribers.setTopics(contact, topics);
    return [topicsMessage(turn, { ...person, topics }, 'replace')];
  }
  if (verb === 'edition' && known && key in context.newsroom.editions) {
    await context.subscribers.setEdition(contact, key, known);
    const others = person.editions.filter((edition) => edition !== key);
    return [editionsMessage(turn, { ...person, editions: known === 'on' ? [...others, key] : others }, 'replace')];
  }
  const chosen = context.newsroom.languages.find((language) => language === key);
  if (verb === 'language' && chosen) {
    await context.subscribers.setLanguage(contact, chosen);
    return [
      words({ ...turn, say: context.texts[chosen] }, context.texts[chosen].say('language.saved'), undefined, 'replace'),
    ];
  }
  // A button of an older version, or one made by hand.
  return [words(turn, say.say('unknown.text'))];
}
