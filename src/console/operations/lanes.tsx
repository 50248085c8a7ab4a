import type { LaneReport } from '../../delivery/lane-report.ts';
import { may, type User } from '../../users/user.ts';
import { addressOf } from '../older.tsx';
import { laneWords } from '../push-words.ts';
import { Ago, counted, Moment } from '../time.tsx';
import { messages } from './words.ts';

interface Time {
  readonly now: Date;
  readonly zone: string;
}

/** The accounts that messages leave by. */
export function Lanes(props: { readonly lanes: readonly LaneReport[]; readonly user: User } & Time) {
  const { lanes, user, now, zone } = props;
  return (
    <section>
      <h2>حسابات الإرسال</h2>
      {lanes.length === 0 && <p class="card empty">لا حسابات بعد: تظهر حين يعمل البرنامج أوّل مرّة.</p>}
      <ul class="rows">
        {lanes.map((lane) => (
          <li class="card row" data-lane={lane.name}>
            <div class="grow">
              <p>
                <LaneName name={lane.name} /> <State lane={lane} />
              </p>
              <p class="soft">
                {lane.pending === 0 ? 'لا رسالة تنتظر' : `${counted(lane.pending, messages)} تنتظر`} ·{' '}
                {lane.lastMinute === 0
                  ? 'لا شيء في الدقيقة الأخيرة'
                  : `${counted(lane.lastMinute, messages)} في الدقيقة الأخيرة`}
              </p>
              <Trouble lane={lane} now={now} zone={zone} />
            </div>
            {may(user, 'operate') && <Orders lane={lane} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function LaneName({ name }: { readonly name: string }) {
  const { channel, account } = laneWords(name);
  return (
    <strong>
      {channel} <bdi class="code">{account}</bdi>
    </strong>
  );
}

function State({ lane }: { readonly lane: LaneReport }) {
  if (lane.state === 'paused') return <span class="ill">موقوف</span>;
  if (lane.served === 'no') return <span class="ill">لا برنامج يعمل يتولّاه</span>;
  if (lane.trouble !== null) return <span class="ill">لا يمكن الإرسال عبره الآن</span>;
  if (lane.blockedUntil !== null) return <span class="wait">ينتظر كما طُلب منه</span>;
  return <span class="well">{lane.drained === 'now' && lane.pending > 0 ? 'يُرسل الآن' : 'يعمل'}</span>;
}

/** What keeps it, and what is to be done about it. */
function Trouble({ lane, now, zone }: { readonly lane: LaneReport } & Time) {
  const { trouble, blockedUntil, served, state, pending } = lane;
  return (
    <>
      {trouble !== null && (
        <p>
          بدأ ذلك <Ago at={new Date(trouble.since)} now={now} zone={zone} />. يُعاد المحاولة، ويُستأنف وحده حين يعود.{' '}
          <bdi dir="ltr" class="detail">
            {trouble.reason}
          </bdi>
        </p>
      )}
      {trouble === null && blockedUntil !== null && (
        <p>
          طلبت القناة الانتظار حتى <Moment at={blockedUntil} zone={zone} />، ونلتزم به.
        </p>
      )}
      {served === 'no' && pending > 0 && (
        <p class="wait">ما ينتظر فيه لا يُرسل حتى يعمل برنامج بهذا الحساب: nashra doctor يقول ما ينقص.</p>
      )}
      {state === 'paused' && pending > 0 && <p class="wait">ما ينتظر فيه يُرسل حين يُستأنف، أو يُلغى.</p>}
    </>
  );
}

function Orders({ lane: { name, state } }: { readonly lane: LaneReport }) {
  const paused = state === 'paused';
  return (
    <form method="post" action="/console/operations/lanes">
      <input type="hidden" name="lane" value={name} />
      <button type="submit" name="order" value={paused ? 'resume' : 'pause'} class={paused ? undefined : 'quiet'}>
        {paused ? 'استئناف' : 'إيقاف'}
      </button>
      <a class="order ill" href={addressOf('/console/operations/cancel', { lane: name })}>
        إلغاء ما ينتظر…
      </a>
    </form>
  );
}
