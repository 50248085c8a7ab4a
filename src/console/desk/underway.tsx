import type { LaneReport } from '../../delivery/lane-report.ts';
import type { EndedPush, OpenPush } from '../../delivery/open-pushes.ts';
import { Progress } from '../progress.tsx';
import { kindWords, laneWords, ofReaders, readers } from '../push-words.ts';
import { Reason } from '../reason.tsx';
import { Ago, count, counted, Moment } from '../time.tsx';

interface At {
  readonly now: Date;
  readonly zone: string;
}

function Title({ push }: { readonly push: Pick<OpenPush, 'id' | 'kind' | 'title'> }) {
  return (
    <>
      <a href={`/console/pushes/${push.id}`}>
        <bdi>{push.title === '' ? `${kindWords[push.kind]} ${push.id}` : push.title}</bdi>
      </a>{' '}
      {push.kind !== 'breaking' && push.kind !== 'manual' && <span class="soft">({kindWords[push.kind]})</span>}
    </>
  );
}

/** What is being sent now. */
export function Sending({ pushes }: { readonly pushes: readonly OpenPush[] }) {
  return (
    <ul class="plain lined">
      {pushes.map((push) => (
        <li id={`sending-${push.id}`}>
          <Title push={push} />
          <Progress books={push.books} label={push.title} />
        </li>
      ))}
    </ul>
  );
}

/** A push or an account that stands still. */
export type Standing =
  | { readonly kind: 'paused'; readonly push: OpenPush }
  | { readonly kind: 'unserved'; readonly push: OpenPush }
  /** Its time has come and nobody has begun with it. */
  | { readonly kind: 'late'; readonly push: OpenPush }
  | { readonly kind: 'lane'; readonly lane: LaneReport };

/** So long after its time a push counts as one that nobody begins. Milliseconds. */
const lateAfter = 60_000;

/** What stands still of what was decided, and accounts in which readers wait. */
export function standingStill(pushes: readonly OpenPush[], lanes: readonly LaneReport[], now: Date): Standing[] {
  // A far end that asks to wait a moment is how sending goes; nobody has to look at that.
  const isHeld = ({ state, trouble, blockedUntil }: LaneReport) =>
    state === 'paused' || trouble !== null || (blockedUntil?.getTime() ?? 0) - now.getTime() > lateAfter;
  return [
    ...pushes.flatMap((push): Standing[] => {
      if (push.state === 'paused') return [{ kind: 'paused', push }];
      if (push.unserved.length > 0) return [{ kind: 'unserved', push }];
      const isLate = push.state === 'approved' && now.getTime() - push.sendAt.getTime() > lateAfter;
      return isLate ? [{ kind: 'late', push }] : [];
    }),
    ...lanes.filter((lane) => lane.pending > 0 && isHeld(lane)).map((lane): Standing => ({ kind: 'lane', lane })),
  ];
}

export function StandingStill({ standing, at }: { readonly standing: readonly Standing[]; readonly at: At }) {
  return (
    <ul class="plain lined">
      {standing.map((one) => (
        <li>
          <StandingLine one={one} at={at} />
        </li>
      ))}
    </ul>
  );
}

function StandingLine({ one, at }: { readonly one: Standing; readonly at: At }) {
  switch (one.kind) {
    case 'paused':
      return (
        <>
          <Title push={one.push} />
          <p class="ill">
            متوقّف: <Reason reason={one.push.pauseReason} />
          </p>
          <p>
            <a href={`/console/pushes/${one.push.id}`}>
              {one.push.seemGone === 'asked' ? 'افتحوه لتقولوا هل غادروا حقّاً.' : 'افتحوه للاستئناف بعد معالجة السبب.'}
            </a>
          </p>
        </>
      );
    case 'unserved':
      return (
        <>
          <Title push={one.push} />
          {one.push.unserved.map(({ lane, pending }) => (
            <p class="ill">
              ينتظر {counted(pending, readers)} في <Lane name={lane} />، ولا برنامج يعمل بهذا الحساب الآن. على من يتولّى
              التشغيل تشغيله.
            </p>
          ))}
        </>
      );
    case 'late':
      return (
        <>
          <Title push={one.push} />
          <p class="ill">
            حان موعده <Ago at={one.push.sendAt} now={at.now} zone={at.zone} /> ولم يبدأ. على من يتولّى التشغيل النظر في
            البرنامج.
          </p>
        </>
      );
    case 'lane':
      return <LaneLine lane={one.lane} at={at} />;
  }
}

function LaneLine({ lane, at }: { readonly lane: LaneReport; readonly at: At }) {
  return (
    <>
      <Lane name={lane.name} />: ينتظر فيه {counted(lane.pending, readers)}.
      {lane.state === 'paused' && <p class="ill">أُوقف الإرسال عبره باليد. يستأنفه من يتولّى التشغيل.</p>}
      {lane.trouble && (
        <p class="ill">
          تعذّر الإرسال عبره منذ <Moment at={new Date(lane.trouble.since)} zone={at.zone} />:{' '}
          <Reason reason={lane.trouble.reason} /> يُعاد من تلقاء نفسه.
        </p>
      )}
      {lane.state === 'open' && lane.trouble === null && lane.blockedUntil && (
        <p class="wait">
          طُلب إلينا الانتظار حتى <Moment at={lane.blockedUntil} zone={at.zone} />، ثم يستأنف من تلقاء نفسه.
        </p>
      )}
    </>
  );
}

export function Lane({ name }: { readonly name: string }) {
  const { channel, account } = laneWords(name);
  return (
    <>
      {channel} <bdi class="code">{account}</bdi>
    </>
  );
}

/** What was decided and waits for its time. */
export function Waiting({ pushes, at }: { readonly pushes: readonly OpenPush[]; readonly at: At }) {
  return (
    <ul class="plain lined">
      {pushes.map((push) => (
        <li>
          <Title push={push} />{' '}
          <span class="soft">
            <Moment at={push.sendAt} zone={at.zone} />، <Ago at={push.sendAt} now={at.now} zone={at.zone} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What ended. */
export function Ended({ pushes, at }: { readonly pushes: readonly EndedPush[]; readonly at: At }) {
  return (
    <ul class="plain lined">
      {pushes.map((push) => (
        <li>
          <Title push={push} />{' '}
          <span class="soft">
            {push.state === 'cancelled' ? 'أُلغي' : 'انتهى'} <Ago at={push.finishedAt} now={at.now} zone={at.zone} /> ·
            وصل {count(push.books.byState.sent)} من {counted(push.books.audience, ofReaders)}
            {push.retractedAt && <span class="ill"> · سُحب</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
