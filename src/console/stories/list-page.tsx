import type { Newsroom } from '../../config/newsroom.ts';
import type { ListedArticle, StoryState } from '../../editions/story-list.ts';
import type { User } from '../../users/user.ts';
import { topicNames } from '../newsroom-words.ts';
import { addressOf, Older } from '../older.tsx';
import { Page } from '../page.tsx';
import { kindWords, stateWords } from '../push-words.ts';
import { Moment } from '../time.tsx';
import { storyStates, storyTones } from './words.ts';

export const listedStates: readonly StoryState[] = ['proposed', 'accepted', 'sent', 'dropped', 'baseline'];

/** `/console/stories`: what the record has, the newest first. */
export function StoryListPage(props: {
  readonly user: User;
  readonly newsroom: Newsroom;
  readonly stories: readonly ListedArticle[];
  readonly search: string;
  readonly state: StoryState | undefined;
  readonly isFirst: boolean;
  /** Where the next page begins; null when this is the last. */
  readonly next: string | null;
}) {
  const { user, newsroom, stories, search, state, isFirst, next } = props;
  const list = (fields: { state?: StoryState | undefined; before?: string }) =>
    addressOf('/console/stories', { q: search, ...fields });
  return (
    <Page user={user} title="القصص" here="/console/stories">
      <search>
        <form method="get" action="/console/stories" class="search">
          <input
            type="search"
            name="q"
            value={search}
            aria-label="كلمات من العنوان"
            placeholder="كلمات من العنوان"
            maxlength={200}
          />
          {state !== undefined && <input type="hidden" name="state" value={state} />}
          <button type="submit">بحث</button>
        </form>
      </search>
      <nav class="choices" aria-label="الحال">
        {[undefined, ...listedStates].map((one) => (
          <a href={list({ state: one })} aria-current={one === state ? 'true' : undefined}>
            {one === undefined ? 'الكلّ' : storyStates[one]}
          </a>
        ))}
      </nav>
      {stories.length === 0 ? (
        <p class="card empty">
          {search !== ''
            ? 'لا عنوان فيه هذه الكلمات معاً.'
            : state === undefined
              ? 'لا قصص بعد. تظهر هنا حين يُقرأ أوّل مصدر.'
              : 'لا قصة في هذه الحال.'}
        </p>
      ) : (
        <ul class="rows">
          {stories.map((story) => (
            <Story story={story} newsroom={newsroom} />
          ))}
        </ul>
      )}
      <Older first={list({ state })} isFirst={isFirst} more={next === null ? null : list({ state, before: next })} />
    </Page>
  );
}

function Story({ story, newsroom }: { readonly story: ListedArticle; readonly newsroom: Newsroom }) {
  return (
    <li class="card row" data-story={String(story.id)}>
      <div class="grow">
        <p>
          <a href={`/console/stories/${story.id}`}>
            <bdi>{story.title === '' ? `قصة ${story.id}` : story.title}</bdi>
          </a>
        </p>
        <p class="soft">
          <Moment at={story.publishedAt} zone={newsroom.timeZone} /> · <bdi>{story.feed}</bdi>
          {story.topics.length > 0 && ` · ${topicNames(newsroom, story.topics)}`}
        </p>
        {story.pushes.length > 0 && (
          <p class="soft">
            {story.pushes.slice(0, 4).map((push, index) => (
              <>
                {index > 0 && ' · '}
                <a href={`/console/pushes/${push.id}`}>
                  {kindWords[push.kind]} {push.id}
                </a>{' '}
                ({push.retractedAt ? 'سُحب' : stateWords[push.state]})
              </>
            ))}
            {story.pushes.length > 4 && ' …'}
          </p>
        )}
      </div>
      <p class={storyTones[story.state]}>{storyStates[story.state]}</p>
    </li>
  );
}
