import type { FeedReport } from '../../feeds/feed-report.ts';
import { may, type User } from '../../users/user.ts';
import { addressOf } from '../older.tsx';
import { Ago, counted } from '../time.tsx';
import { WebLink } from '../web-link.tsx';
import { failuresInARow } from './words.ts';

/** Where stories come from. */
export function Feeds(props: {
  readonly feeds: readonly FeedReport[];
  readonly user: User;
  readonly now: Date;
  readonly zone: string;
}) {
  const { feeds, user, now, zone } = props;
  return (
    <section>
      <h2>المصادر</h2>
      <ul class="rows">
        {feeds.map((feed) => (
          <li class="card row" id={`feed-${feed.name}`} data-feed={feed.name}>
            <div class="grow">
              <p>
                <strong>
                  <bdi>{feed.name}</bdi>
                </strong>{' '}
                {feed.failures > 0 ? (
                  <span class="ill">تعذّرت قراءته {counted(feed.failures, failuresInARow)}</span>
                ) : feed.polledAt === null ? (
                  <span class="wait">لم يُقرأ بعد</span>
                ) : (
                  <span class="well">يُقرأ</span>
                )}
              </p>
              <p class="detail">
                <WebLink to={feed.foundUrl ?? feed.url}>{feed.foundUrl ?? feed.url}</WebLink>
              </p>
              <p class="soft">
                {feed.polledAt !== null && (
                  <>
                    آخر قراءة <Ago at={feed.polledAt} now={now} zone={zone} /> ·{' '}
                  </>
                )}
                التالية {feed.nextPollAt <= now ? 'الآن' : <Ago at={feed.nextPollAt} now={now} zone={zone} />}
                {feed.newestItemAt !== null && (
                  <>
                    {' '}
                    · أحدث قصة <Ago at={feed.newestItemAt} now={now} zone={zone} />
                  </>
                )}
              </p>
              {feed.error !== null && (
                <p class="detail ill">
                  <bdi>{feed.error}</bdi>
                </p>
              )}
              {feed.warnings.length > 0 && (
                <details>
                  <summary>ملاحظات من القراءة الأخيرة: {feed.warnings.length}</summary>
                  <ul class="plain">
                    {feed.warnings.map((warning) => (
                      <li class="detail">
                        <bdi>{warning}</bdi>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
            <form method="post" action="/console/operations/feeds">
              {may(user, 'operate') && (
                <>
                  <input type="hidden" name="feed" value={feed.name} />
                  <button type="submit" name="order" value="read" class="quiet">
                    إعادة القراءة الآن
                  </button>
                </>
              )}
              <a class="order" href={addressOf('/console/operations/lines', { feed: feed.name })}>
                سطور الموقع
              </a>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
