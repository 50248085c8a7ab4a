import { bodyWords } from '../../articles/body.ts';
import type { Newsroom } from '../../config/newsroom.ts';
import type { Texts } from '../../config/texts.ts';
import type { StoryReport, StoryVersion } from '../../editions/story-report.ts';
import { may, type User } from '../../users/user.ts';
import { Changes } from '../article-changes.tsx';
import { editionName, topicNames } from '../newsroom-words.ts';
import { type Notice, Page } from '../page.tsx';
import { kindWords, stateTones, stateWords } from '../push-words.ts';
import { counted, Moment } from '../time.tsx';
import { WebLink } from '../web-link.tsx';
import { ArticleBody } from './article-body.tsx';
import { methods, storyFates, storyStates, storyTones, wordForms } from './words.ts';

interface Shown {
  readonly user: User;
  readonly newsroom: Newsroom;
  readonly texts: Texts;
  readonly story: StoryReport;
  readonly notice?: Notice | undefined;
}

/** `/console/stories/N`: a story as the desk reads it, so that editors can check what became of the article. */
export function StoryPage({ user, newsroom, texts, story, notice }: Shown) {
  const { stored } = story;
  const { article } = stored;
  return (
    <Page
      user={user}
      title={article.title === '' ? `قصة ${stored.id}` : article.title}
      here="/console/stories"
      notice={notice}
    >
      <Facts story={story} newsroom={newsroom} />
      <Pushes user={user} story={story} newsroom={newsroom} />
      <SummaryShown story={story} />
      <section class="card">
        <h2>نصّ المقال</h2>
        <p class="soft">{counted(bodyWords(article.blocks), wordForms)}، بعد أن أُزيل ما ليس منه.</p>
        {article.standfirst !== null && (
          <p class="standfirst">
            <strong>المقدّمة:</strong> <bdi>{article.standfirst}</bdi>
          </p>
        )}
        {article.blocks.length === 0 ? (
          <p class="empty">لا نصّ لهذه القصة في السجلّ، بل عنوانها ورابطها.</p>
        ) : (
          <ArticleBody blocks={article.blocks} sentences={story.summary.sentences} />
        )}
      </section>
      <Pictures story={story} />
      <Versions versions={story.versions} texts={texts} zone={newsroom.timeZone} />
    </Page>
  );
}

function Facts({ story, newsroom }: { readonly story: StoryReport; readonly newsroom: Newsroom }) {
  const { stored, state } = story;
  const { article } = stored;
  const zone = newsroom.timeZone;
  return (
    <section class="card">
      <p>
        <strong class={storyTones[state]}>{storyStates[state]}</strong>: {storyFates[state]}
      </p>
      <dl class="facts">
        <dt>الرابط</dt>
        <dd>
          <WebLink to={article.link}>{article.link}</WebLink>
        </dd>
        <dt>الكاتب</dt>
        <dd>{article.byline === null ? <span class="soft">لم يُعرف</span> : <bdi>{article.byline}</bdi>}</dd>
        <dt>نُشرت</dt>
        <dd>
          <Moment at={stored.publishedAt} zone={zone} />
        </dd>
        <dt>رأيناها أوّل مرّة</dt>
        <dd>
          <Moment at={story.firstSeenAt} zone={zone} />
        </dd>
        <dt>المصدر</dt>
        <dd>
          <bdi>{story.feed}</bdi>
        </dd>
        <dt>المواضيع</dt>
        <dd>{stored.topics.length === 0 ? <span class="soft">لا موضوع</span> : topicNames(newsroom, stored.topics)}</dd>
      </dl>
    </section>
  );
}

function Pushes({ user, story, newsroom }: Pick<Shown, 'user' | 'story' | 'newsroom'>) {
  const { pushes, stored } = story;
  const alone = pushes.some(({ kind }) => kind === 'breaking' || kind === 'manual');
  return (
    <section class="card">
      <h2>الدفعات</h2>
      {pushes.length === 0 ? (
        <p class="soft">لم تحملها دفعة.</p>
      ) : (
        <ul class="plain">
          {pushes.map((push) => (
            <li>
              <a href={`/console/pushes/${push.id}`}>
                {kindWords[push.kind]} {push.id}
              </a>{' '}
              <span class="soft">
                {editionName(newsroom, push.edition)} · <Moment at={push.createdAt} zone={newsroom.timeZone} /> ·{' '}
              </span>
              <span class={stateTones[push.state]}>{stateWords[push.state]}</span>
              {push.retractedAt && <span class="ill"> · سُحب</span>}
            </li>
          ))}
        </ul>
      )}
      {!alone && may(user, 'publish') && (
        <form method="post" action={`/console/stories/${stored.id}/propose`}>
          <button type="submit">اقتراح دفعة</button>
          <span class="soft">لا يُرسل شيء قبل أن يُقرَّر في الاقتراح.</span>
        </form>
      )}
    </section>
  );
}

function SummaryShown({ story: { summary, summaryIs } }: { readonly story: StoryReport }) {
  const apart = summary.sentences.filter(({ start, end }) => end <= start).length;
  return (
    <section class="card">
      <h2>الخلاصة</h2>
      {summary.summary === '' ? (
        <p class="wait">لا جملة في المقال تصلح خلاصةً له.</p>
      ) : (
        <ol class="sentences">
          {summary.sentences.map(({ text }) => (
            <li>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ol>
      )}
      <p class="soft">
        {methods[summary.method]}. {summaryIs === 'made now' && 'لم تُحفظ بعد: هذا ما يُقال لو أُرسلت الآن. '}
        {summary.method !== 'writer' && apart > 0 && 'ما لا علامة له في النصّ أدناه مأخوذ من المقدّمة.'}
      </p>
      {summary.warnings.length > 0 && (
        <div class="notice warn">
          <ul class="plain">
            {summary.warnings.map((warning) => (
              <li>
                <bdi>{warning}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Pictures({ story }: { readonly story: StoryReport }) {
  const { image, pictures = [] } = story.stored.article;
  const all = image === null ? pictures : [image, ...pictures];
  if (all.length === 0) return null;
  return (
    <section class="card">
      <h2>الصور</h2>
      <ol class="pictures">
        {all.map(({ url, alt, caption }) => (
          <li>
            <span class="detail">
              <WebLink to={url}>{url}</WebLink>
            </span>
            {(caption ?? alt) && (
              <span class="soft">
                {' '}
                <bdi>{caption ?? alt}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Versions(props: { readonly versions: readonly StoryVersion[]; readonly texts: Texts; readonly zone: string }) {
  const { versions, texts, zone } = props;
  if (versions.length < 2) return null;
  return (
    <section class="card">
      <h2>ما تغيّر في القصة</h2>
      {versions.map(({ version, fetchedAt, changes }) => (
        <div>
          <p>
            <strong>النسخة {version}</strong>{' '}
            <span class="soft">
              <Moment at={fetchedAt} zone={zone} />
            </span>
          </p>
          {changes === null ? null : changes.length === 0 ? (
            <p class="soft">لم يتغيّر ما يُقرأ.</p>
          ) : (
            <Changes changes={changes} texts={texts} />
          )}
        </div>
      ))}
    </section>
  );
}
