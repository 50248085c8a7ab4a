import { normalise } from '../articles/text/normalise.ts';
import type { FeedConfig, Newsroom } from '../config/newsroom.ts';

/**
 * The configured topics of a story: its feed's own, and those whose tags or names the source gave it, compared as a
 * reader would (without regard to hamza, taa marbuta, marks and case). In the order of newsroom.yaml.
 */
export function topicsOf(newsroom: Newsroom, feed: FeedConfig, tags: readonly string[]): string[] {
  const given = new Set(tags.map(normalise));
  return Object.entries(newsroom.topics)
    .filter(
      ([key, topic]) =>
        feed.topics.includes(key) ||
        [key, topic.names.ar, topic.names.en, ...topic.tags].some((tag) => given.has(normalise(tag))),
    )
    .map(([key]) => key);
}
