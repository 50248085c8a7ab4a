import type { Newsroom } from '../config/newsroom.ts';
import type { ConversationContext } from '../conversation/converse.ts';
import type { Db } from '../database/database.ts';
import { latestStories } from '../editions/latest.ts';
import { mostRead } from '../editions/most-read.ts';
import type { OutgoingLink } from '../messages/outgoing-link.ts';

/** The lists that people can ask for, and how their links leave; the same on every channel. */
export type StoryLists = Pick<ConversationContext, 'latest' | 'mostRead' | 'outgoing'>;

export function storyLists(db: Db, newsroom: Newsroom, outgoing: OutgoingLink): StoryLists {
  return {
    latest: (limit) => latestStories(db, limit),
    mostRead: (limit) => mostRead(db, newsroom.mostRead, new Date(), limit),
    outgoing,
  };
}
