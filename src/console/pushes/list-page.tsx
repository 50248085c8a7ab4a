import type { PushState } from '../../database/schema.ts';
import type { ListedPush } from '../../delivery/push-report.ts';
import type { User } from '../../users/user.ts';
import { addressOf, Older } from '../older.tsx';
import { Live, Page } from '../page.tsx';
import { kindWords, readers, stateTones, stateWords } from '../push-words.ts';
import { counted, Moment } from '../time.tsx';

export const listedStates: readonly PushState[] = [
  'proposed',
  'approved',
  'sending',
  'paused',
  'finished',
  'cancelled',
  'dropped',
];

/** `/console/pushes`: every push, the newest first. */
export function PushListPage(props: {
  readonly user: User;
  readonly pushes: readonly ListedPush[];
  readonly state: PushState | undefined;
  /** Where this page begins; undefined for the newest. */
  readonly before: number | undefined;
  /** Where the next one does; undefined when this is the last. */
  readonly next: number | undefined;
  readonly zone: string;
}) {
  const { user, pushes, state, before, next, zone } = props;
  const address = (place: { state?: PushState | undefined; before?: number | undefined }) =>
    addressOf('/console/pushes', { state: place.state, before: place.before?.toString() });
  return (
    <Page user={user} title="الدفعات" here="/console/pushes">
      <nav class="choices" aria-label="الحالة">
        {[undefined, ...listedStates].map((one) => (
          <a href={address({ state: one })} aria-current={one === state ? 'true' : undefined}>
            {one === undefined ? 'الكلّ' : stateWords[one]}
          </a>
        ))}
      </nav>
      <Live id="pushes" path={address({ state, before })} topics={['pushes', 'desk']}>
        {pushes.length === 0 ? (
          <p class="card empty">
            {state === undefined
              ? 'لا دفعات بعد. كلّ قصة تُرسل أو تُعرض عليكم، وكلّ نشرة، تظهر هنا.'
              : 'لا دفعة في هذه الحالة الآن.'}
          </p>
        ) : (
          <ul class="rows">
            {pushes.map((push) => (
              <li class="card row">
                <p class="grow">
                  <a href={`/console/pushes/${push.id}`}>
                    <bdi>{push.title === '' ? `${kindWords[push.kind]} ${push.id}` : push.title}</bdi>
                  </a>
                  <br />
                  <span class="soft">
                    {kindWords[push.kind]}
                    {push.titles > 1 && `، وقصص أخرى عددها ${push.titles - 1}`} ·{' '}
                    <Moment at={push.sendAt} zone={zone} />
                    {push.audience > 0 && ` · ${counted(push.audience, readers)}`}
                  </span>
                </p>
                <p class={stateTones[push.state]}>
                  {stateWords[push.state]}
                  {push.retractedAt && <span class="ill"> · سُحب</span>}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Live>
      <Older
        first={address({ state })}
        isFirst={before === undefined}
        more={next === undefined ? null : address({ state, before: next })}
      />
    </Page>
  );
}
