import type { Board } from '../../channels/whatsapp/board.ts';
import type { LaneReport } from '../../delivery/lane-report.ts';
import type { FeedReport } from '../../feeds/feed-report.ts';
import type { Check } from '../../observability/health.ts';
import { may, type User } from '../../users/user.ts';
import { editionName } from '../newsroom-words.ts';
import { Live, type Notice, Page } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { Moment } from '../time.tsx';
import { stateWords } from '../whatsapp/words.ts';
import { Feeds } from './feeds.tsx';
import { Lanes } from './lanes.tsx';
import { parts } from './words.ts';

export interface OperationsShown {
  readonly user: User;
  readonly newsroom: ConsoleParts['newsroom'];
  readonly now: Date;
  readonly notice?: Notice | undefined;
  readonly checks: readonly Check[];
  readonly lanes: readonly LaneReport[];
  readonly feeds: readonly FeedReport[];
  readonly boards: readonly { readonly lane: string; readonly board: Board | null }[];
  readonly missed: readonly { readonly edition: string; readonly instant: Date }[];
}

/**
 * `/console/operations`: whether everything that carries the news works, and what to do where it does not. It is not renewed
 * with each step of a push: of a large one what waits takes long to be counted.
 */
export function OperationsPage(shown: OperationsShown) {
  const { user, newsroom, now, notice, lanes, feeds, missed } = shown;
  const zone = newsroom.timeZone;
  return (
    <Page user={user} title="التشغيل" here="/console/operations" notice={notice}>
      <Live id="operations" path="/console/operations" topics={['lanes', 'feeds']}>
        <Program shown={shown} />
        <Lanes lanes={lanes} user={user} now={now} zone={zone} />
        <Feeds feeds={feeds} user={user} now={now} zone={zone} />
        {missed.length > 0 && (
          <section class="card">
            <h2>مواعيد نشرات فاتت</h2>
            <p class="soft">كان البرنامج متوقّفاً، وعاد بعد أن انقضت مهلتها. لا شيء ضاع: القصص في السجلّ.</p>
            <ul class="plain">
              {missed.map(({ edition, instant }) => (
                <li>
                  <a href="/console/editions">{editionName(newsroom, edition)}</a> <Moment at={instant} zone={zone} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </Live>
    </Page>
  );
}

function Program({ shown: { user, checks, boards } }: { readonly shown: OperationsShown }) {
  return (
    <section class="card">
      <h2>البرنامج</h2>
      <ul class="plain">
        {checks.map(({ part, ok, detail }) => (
          <li>
            {parts[part] ?? part}: {ok ? <span class="well">يجيب</span> : <span class="ill">لا يجيب</span>}
            {!ok && (
              <>
                {' '}
                <bdi dir="ltr" class="detail">
                  {detail}
                </bdi>
              </>
            )}
          </li>
        ))}
        {boards.map(({ lane, board }) => (
          <li>
            حساب واتساب <bdi class="code">{lane.replace(/^whatsapp:/, '')}</bdi>: <WhatsAppState board={board} />
          </li>
        ))}
      </ul>
      {may(user, 'operate') && (
        <p class="choices">
          <a href="/whatsapp">حساب واتساب</a>
          <a href="/queues">الطوابير</a>
          <a href="/metrics">القياسات</a>
        </p>
      )}
    </section>
  );
}

function WhatsAppState({ board }: { readonly board: Board | null }) {
  if (board === null) return <span class="ill">لا برنامج يعمل الآن بدور واتساب</span>;
  const { name, advice } = stateWords[board.state] ?? { name: board.state, advice: '' };
  return (
    <>
      <span class={board.state === 'ready' ? 'well' : 'wait'}>{name}</span> <span class="soft">{advice}</span>
    </>
  );
}
