import type { StoryContent } from '../editions/push.ts';
import { saysItself } from './fit.ts';
import type { RenderContext } from './index.ts';
import { plainText } from './plain-text.ts';

/** Topics that stand over a story at most. */
const mostTopics = 3;

/** What stands over a story, «عاجل» or its topics; empty where its title says that itself. */
export function storyLabel({ label, item }: StoryContent, { newsroom, texts }: RenderContext): string {
  const topics = item.topics.flatMap((key) => newsroom.topics[key]?.names[texts.language] ?? []);
  const words = label === 'breaking' ? texts.say('message.breaking') : topics.slice(0, mostTopics).join(' · ');
  return saysItself(plainText(item.title), words) ? '' : words;
}
