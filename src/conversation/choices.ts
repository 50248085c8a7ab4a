import type { MessageButton } from '../channels/channel.ts';
import type { Language, Newsroom } from '../config/newsroom.ts';
import type { Texts } from '../config/texts.ts';
import type { Subscriber } from '../subscribers/store.ts';

const mark = (chosen: boolean) => (chosen ? '✓ ' : '');
const opposite = (chosen: boolean) => (chosen ? 'off' : 'on');

/** One button a topic, two in a row, and one for all of them. The label says what holds now, pressing changes it. */
export function topicButtons(newsroom: Newsroom, say: Texts, person: Subscriber): MessageButton[][] {
  const buttons = Object.entries(newsroom.topics).map(([key, topic]) => {
    const chosen = person.topics === null || person.topics.includes(key);
    return { label: `${mark(chosen)}${topic.names[say.language]}`, action: `topic:${key}:${opposite(chosen)}` };
  });
  const all = { label: `${mark(person.topics === null)}${say.say('topics.all')}`, action: 'topic:all:on' };
  return [...inPairs(buttons), [all]];
}

/** A person's topics after a press; null is all. Taking the last one away gives all back: nobody subscribes to nothing. */
export function toggleTopic(
  newsroom: Newsroom,
  person: Subscriber,
  key: string,
  wish: 'on' | 'off',
): readonly string[] | null {
  const every = Object.keys(newsroom.topics);
  if (key === 'all') return null;
  const chosen = new Set(person.topics ?? every);
  if (wish === 'on') chosen.add(key);
  else chosen.delete(key);
  const topics = every.filter((topic) => chosen.has(topic));
  return topics.length === 0 || topics.length === every.length ? null : topics;
}

export function editionButtons(newsroom: Newsroom, language: Language, person: Subscriber): MessageButton[][] {
  return Object.entries(newsroom.editions).map(([key, edition]) => {
    const chosen = person.editions.includes(key);
    return [{ label: `${mark(chosen)}${edition.names[language]}`, action: `edition:${key}:${opposite(chosen)}` }];
  });
}

const languageNames: Record<Language, string> = { ar: 'العربيّة', en: 'English' };

export function languageButtons(newsroom: Newsroom, current: Language): MessageButton[][] {
  return [
    newsroom.languages.map((language) => ({
      label: `${mark(language === current)}${languageNames[language]}`,
      action: `language:${language}`,
    })),
  ];
}

function inPairs<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((rows, item, index) => {
    const row = rows.at(-1);
    if (index % 2 === 1 && row) row.push(item);
    else rows.push([item]);
    return rows;
  }, []);
}
