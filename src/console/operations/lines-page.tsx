import type { HouseReport, ReportedLine } from '../../articles/house-lines-report.ts';
import { may, type User } from '../../users/user.ts';
import { addressOf, Older } from '../older.tsx';
import { type Notice, Page } from '../page.tsx';
import { count, counted, Moment } from '../time.tsx';
import { storyForms } from './words.ts';

/** What is learnt of a site's own lines: they leave its stories, unless somebody says that they belong there. */
export function LinesPage(props: {
  readonly user: User;
  readonly feed: string;
  readonly report: HouseReport;
  readonly lines: readonly ReportedLine[];
  readonly isFirst: boolean;
  /** Where the next page begins; null when this is the last. */
  readonly next: number | null;
  readonly zone: string;
  readonly notice?: Notice | undefined;
}) {
  const { user, feed, report, lines, isFirst, next, zone, notice } = props;
  const path = '/console/operations/lines';
  return (
    <Page user={user} title="سطور الموقع" here="/console/operations" notice={notice}>
      <p>
        ما يكرّره <bdi>{report.house}</bdi> في صفحاته ليس من قصصه، فيُزال منها. عُرف ذلك ممّا قُرئ منه، وهو{' '}
        {counted(report.stories, storyForms)}. إن كان سطر من القصص فعلاً فأبقوه فيها.
      </p>
      <p class="soft">
        العناوين المعروفة: {count(report.titles)} · السطور المعروفة: {count(report.lines.length)} · سطور تُراقب:{' '}
        {count(report.watched)}
      </p>
      {lines.length === 0 ? (
        <p class="card empty">لا سطر معروف لهذا الموقع بعد.</p>
      ) : (
        <ul class="rows">
          {lines.map((line) => (
            <li class="card row" data-line={String(line.id)}>
              <div class="grow">
                <p dir="auto">{line.text}</p>
                <p class="soft">
                  في {counted(line.stories, storyForms)}، آخرها <Moment at={line.seenAt} zone={zone} /> ·{' '}
                  {line.state === 'kept' ? 'يبقى في القصص' : 'يُزال منها'}
                </p>
              </div>
              {may(user, 'operate') && (
                <form method="post" action={path}>
                  <input type="hidden" name="feed" value={feed} />
                  <input type="hidden" name="line" value={String(line.id)} />
                  <button type="submit" name="order" value={line.state === 'kept' ? 'release' : 'keep'} class="quiet">
                    {line.state === 'kept' ? 'لا يُبقى' : 'إبقاؤه في القصص'}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      <Older
        first={addressOf(path, { feed })}
        isFirst={isFirst}
        more={next === null ? null : addressOf(path, { feed, from: String(next) })}
      />
      <p>
        <a href="/console/operations">رجوع</a>
      </p>
    </Page>
  );
}
