import type { Child } from 'hono/jsx';
import type { PushReport } from '../../delivery/push-report.ts';
import type { Proposal } from '../../editions/proposals.ts';
import { titlesOf } from '../../editions/push.ts';
import { undoTime } from '../../editions/undo-time.ts';
import { may, type User } from '../../users/user.ts';
import { Bubbles, type Rendering } from '../bubbles.tsx';
import { type AskedTime, ProposalCard, type ShownProposal } from '../desk/proposal-card.tsx';
import { Lane } from '../desk/underway.tsx';
import { editionName } from '../newsroom-words.ts';
import { Live, type Notice, NoticeLine, Page } from '../page.tsx';
import { Progress } from '../progress.tsx';
import { kindWords, readers, stateTones, stateWords } from '../push-words.ts';
import { Reason } from '../reason.tsx';
import { Ago, counted, Moment } from '../time.tsx';
import { Books } from './books.tsx';
import { Orders } from './orders.tsx';

/** Everything that the page of a push shows. */
export interface ShownPush {
  readonly push: Proposal;
  readonly report: PushReport;
  /** What is said of it while it waits for a decision. */
  readonly proposal: ShownProposal | undefined;
  readonly mayCorrect: boolean;
  readonly mayRetract: boolean;
}

/** `/console/pushes/:id`: what readers got or get, who decided, how far it is, and what can be ordered now. */
export function PushPage(props: {
  readonly user: User;
  readonly shown: ShownPush;
  readonly rendering: Rendering;
  readonly now: Date;
  readonly fate: { readonly notice: Notice; readonly path: string } | undefined;
  readonly notice: Notice | undefined;
  readonly asked: AskedTime | undefined;
}) {
  const { user, shown, rendering, now, fate, notice, asked } = props;
  const { push, report, proposal } = shown;
  const path = fate?.path ?? `/console/pushes/${push.id}`;
  const titles = titlesOf(push.content);
  const live = (id: string, children: Child) => (
    <Live id={id} path={path} topics={['pushes', 'desk', 'lanes']}>
      {children}
    </Live>
  );
  return (
    <Page
      user={user}
      title={titles[0] ?? `${kindWords[report.kind]} ${push.id}`}
      here="/console/pushes"
      notice={notice}
    >
      {fate && live('fate', <NoticeLine notice={fate.notice} />)}
      {live(
        'push',
        <>
          <section class="card">
            <Standing report={report} rendering={rendering} now={now} />
            <Books report={report} />
            {may(user, 'publish') && <Orders shown={shown} now={now} />}
          </section>
          {proposal ? (
            <ProposalCard proposal={proposal} user={user} rendering={rendering} now={now} from="push" asked={asked} />
          ) : (
            <section class="card">
              <h2>{readersWords(report)}</h2>
              <Bubbles content={push.content} edition={push.edition} rendering={rendering} />
            </section>
          )}
          <Changes report={report} />
        </>,
      )}
    </Page>
  );
}

function readersWords({ state, kind }: PushReport): string {
  if (kind === 'correction' || kind === 'retraction') return 'ما يحلّ محلّ الرسالة';
  if (state === 'finished' || state === 'cancelled') return 'ما وصل القرّاء';
  return state === 'dropped' ? 'ما كان ليصل القرّاء' : 'ما يصل القرّاء';
}

/** Where it stands, by whom and when. */
function Standing(props: { readonly report: PushReport; readonly rendering: Rendering; readonly now: Date }) {
  const { report, rendering, now } = props;
  const zone = rendering.newsroom.timeZone;
  const { state, books } = report;
  const edition = editionName(rendering.newsroom, report.edition);
  return (
    <>
      <p>
        <strong class={stateTones[state]}>{stateWords[state]}</strong>
        {report.retractedAt && (
          <strong class="ill">
            {' '}
            · سُحب <Ago at={report.retractedAt} now={now} zone={zone} />
          </strong>
        )}{' '}
        <span class="soft">
          {kindWords[report.kind]} {report.id} · <bdi>{edition}</bdi>
        </span>
      </p>
      {report.corrects !== null && (
        <p>
          {aboutWords[report.kind] ?? 'عن'} <a href={`/console/pushes/${report.corrects}`}>الدفعة {report.corrects}</a>
        </p>
      )}
      <dl class="facts">
        <Fact name="أُعدّ">{makerWords(report.createdBy)}</Fact>
        {report.approvedBy !== null && report.approvedBy !== report.createdBy && (
          <Fact name={state === 'dropped' ? 'أسقطه' : 'وافق عليه'}>
            <bdi>{nameWords(report.approvedBy)}</bdi>
          </Fact>
        )}
        {state === 'approved' && (
          <Fact name="موعده">
            <Moment at={report.sendAt} zone={zone} />
          </Fact>
        )}
        {report.startedAt && (
          <Fact name="بدأ">
            <Moment at={report.startedAt} zone={zone} />
          </Fact>
        )}
        {report.finishedAt && (
          <Fact name="انتهى">
            <Moment at={report.finishedAt} zone={zone} />
          </Fact>
        )}
        {report.expiresAt && ['approved', 'sending', 'paused'].includes(state) && (
          <Fact name="مهلته">
            من لا يصله حتى <Moment at={report.expiresAt} zone={zone} /> لا يُرسل إليه
          </Fact>
        )}
        {report.starsAgreed !== null && <Fact name="مدفوع">حتى {report.starsAgreed} من نجوم تلغرام</Fact>}
      </dl>
      {report.pauseReason !== null && state !== 'finished' && (
        <p class={state === 'paused' ? 'ill' : 'soft'}>
          <Reason reason={report.pauseReason} />
        </p>
      )}
      {report.unserved.map(({ lane, pending }) => (
        <p class="ill">
          ينتظر {counted(pending, readers)} في <Lane name={lane} />، ولا برنامج يعمل بهذا الحساب الآن. على من يتولّى
          التشغيل تشغيله.
        </p>
      ))}
      {report.toSetAside > 0 && (
        <p class="soft">يُستثنى الآن {counted(report.toSetAside, readers)} كانوا ينتظرون، ولا يخرج منه شيء بعد.</p>
      )}
      {books.audience > 0 && <Progress books={books} label={stateWords[state]} />}
      {state === 'approved' && report.sendAt.getTime() - now.getTime() > undoTime && (
        <p class="soft">
          يبدأ <Ago at={report.sendAt} now={now} zone={zone} />.
        </p>
      )}
    </>
  );
}

const aboutWords: Partial<Record<PushReport['kind'], string>> = {
  correction: 'يصحّح',
  retraction: 'يسحب',
  notice: 'إشعار بما فعلته',
};

function Fact({ name, children }: { readonly name: string; readonly children: Child }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function makerWords(by: string) {
  if (by.startsWith('feed:')) {
    return (
      <>
        من مصدر <bdi>{by.slice('feed:'.length)}</bdi>
      </>
    );
  }
  if (by === 'schedule') return 'في موعد نشرته';
  if (by === 'editors') return 'بطلب من غرفة التحرير';
  return <bdi>{nameWords(by)}</bdi>;
}

const nameWords = (by: string) =>
  by === 'command line' ? 'سطر الأوامر' : by === 'schedule' ? 'الموعد' : by.startsWith('feed:') ? 'إعداد المصدر' : by;

/** Corrections, retractions and notices of it. */
function Changes({ report }: { readonly report: PushReport }) {
  if (report.changes.length === 0) return null;
  return (
    <section class="card">
      <h2>ما جرى عليه بعد إرساله</h2>
      {report.changes.map((change) => (
        <div>
          <p>
            <a href={`/console/pushes/${change.id}`}>
              {kindWords[change.kind]} {change.id}
            </a>{' '}
            <span class={stateTones[change.state]}>{stateWords[change.state]}</span>
          </p>
          <Books report={change} />
        </div>
      ))}
    </section>
  );
}
