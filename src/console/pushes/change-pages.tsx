import type { Child } from 'hono/jsx';
import type { ChangePlan } from '../../delivery/changes/change-plan.ts';
import { toldBy } from '../../delivery/changes/change-plan.ts';
import type { Proposal } from '../../editions/proposals.ts';
import { itemsOf, type PushContent, titlesOf } from '../../editions/push.ts';
import type { User } from '../../users/user.ts';
import { Bubbles, type Rendering } from '../bubbles.tsx';
import { type Notice, Page } from '../page.tsx';
import { laneWords, readers } from '../push-words.ts';
import { TextFields } from '../text-fields.tsx';
import { count, counted } from '../time.tsx';
import { type ChangeForm, type ChangeKind, chosenStory, longestNote, type MadeChange, storiesOf } from './change.ts';

interface Common {
  readonly user: User;
  readonly kind: ChangeKind;
  readonly push: Proposal;
  readonly form: ChangeForm;
  readonly rendering: Rendering;
  readonly notice?: Notice | undefined;
}

const titles: Readonly<Record<ChangeKind, string>> = { correct: 'تصحيح ما أُرسل', retract: 'سحب ما أُرسل' };

const noticeWords: Readonly<Record<ChangeForm['notice'], string>> = {
  none: 'لا رسالة جديدة',
  'unchanged-only': 'رسالة جديدة إلى من لا يمكن تغيير رسالته وحدهم',
  all: 'رسالة جديدة إلى كلّ من وصلته',
};

const addressOf = ({ push, kind }: Pick<Common, 'push' | 'kind'>) => `/console/pushes/${push.id}/${kind}`;

/** What is to be corrected or retracted, to be filled in. */
export function ChangeFormPage(props: Common) {
  const { kind, push, form, rendering } = props;
  const story = chosenStory(push.content, form.story);
  return (
    <Frame {...props}>
      {kind === 'correct' && story === undefined ? (
        <ChooseStory {...props} />
      ) : (
        <section class="card">
          <form method="post" action={addressOf(props)} class="fields">
            <input type="hidden" name="seen" value={push.revision} />
            {kind === 'correct' ? (
              <>
                {form.story !== undefined && <input type="hidden" name="story" value={form.story} />}
                <TextFields title={form.title} summary={form.summary} usual={rendering.newsroom.summary.maxChars} />
                <label>
                  <span>نصّ التصحيح كما يُقال للقرّاء؛ إن تُرك فارغاً قيل إنّ النصّ صُحّح</span>
                  <input name="note" value={form.note} maxlength={longestNote} dir="auto" autocomplete="off" />
                </label>
              </>
            ) : (
              <>
                <WhichStory {...props} />
                <label>
                  <span>السبب كما قد يُقال للقرّاء</span>
                  <input
                    name="reason"
                    value={form.reason}
                    required
                    maxlength={longestNote}
                    dir="auto"
                    autocomplete="off"
                  />
                </label>
              </>
            )}
            <NoticeChoice form={form} />
            <button type="submit" name="step" value="look">
              ما الذي سيحدث؟
            </button>
          </form>
        </section>
      )}
      <section class="card">
        <h2>ما لدى القرّاء الآن</h2>
        <Bubbles content={push.content} edition={push.edition} rendering={rendering} />
      </section>
    </Frame>
  );
}

function Frame(props: Common & { readonly children: Child }) {
  const { user, kind, push, notice, children } = props;
  return (
    <Page user={user} title={titles[kind]} here="/console/pushes" notice={notice}>
      <p>
        <a href={`/console/pushes/${push.id}`}>
          <bdi>{titlesOf(push.content)[0] ?? push.id}</bdi>
        </a>
      </p>
      {children}
    </Page>
  );
}

/** A digest has several. */
function ChooseStory(props: Common) {
  return (
    <section class="card">
      <h2>أيّ قصة؟</h2>
      <ol>
        {storiesOf(props.push.content).map(({ title }, index) => (
          <li>
            <a href={`${addressOf(props)}?story=${index + 1}`}>
              <bdi>{title}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

function WhichStory({ push, form }: Common) {
  const stories = storiesOf(push.content);
  if (stories.length < 2) return null;
  return (
    <label>
      <span>ما الذي يُسحب</span>
      <select name="story">
        <option value="">النشرة كلّها</option>
        {stories.map(({ title }, index) => (
          <option value={index + 1} selected={form.story === index + 1}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function NoticeChoice({ form }: { readonly form: ChangeForm }) {
  return (
    <fieldset>
      <legend class="soft">وهل نقول ذلك أيضاً برسالة جديدة؟</legend>
      {(['none', 'unchanged-only', 'all'] as const).map((one) => (
        <label class="check">
          <input type="radio" name="notice" value={one} checked={form.notice === one} />
          <span>{noticeWords[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Before and after, and with how many what would be done; nothing is done yet. */
export function ChangeLookPage(props: Common & { readonly change: MadeChange; readonly plan: readonly ChangePlan[] }) {
  const { kind, push, form, rendering, change, plan } = props;
  const bubbles = (content: PushContent) => <Bubbles content={content} edition={push.edition} rendering={rendering} />;
  return (
    <Frame {...props}>
      <section class="card">
        <h2>من يشملهم</h2>
        <Plan plan={plan} />
        <p>{noticeLine(form.notice, plan)}</p>
        <p class="soft">
          {kind === 'correct' ? 'يبدأ بعد عشر ثوانٍ من تأكيدكم تتيح التراجع.' : 'يبدأ في الحال، ولا رجعة فيه.'} من ينتظر
          الدفعة ولم تصله
          {kind === 'correct'
            ? ' يصله النصّ الجديد.'
            : change.edits === null
              ? ' لا يصله شيء.'
              : ' تصله النشرة من دونها.'}
        </p>
        <form method="post" action={addressOf(props)}>
          {Object.entries({ ...form, seen: push.revision }).map(([name, value]) =>
            name === 'step' || value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
          )}
          <button type="submit" name="step" value="do" class="grave">
            {kind === 'correct' ? 'تصحيح ما أُرسل' : 'سحب ما أُرسل'}
          </button>
          <button type="submit" name="step" value="edit" class="quiet">
            عودة إلى الكتابة
          </button>
        </form>
      </section>
      <section class="card">
        <h2>ما لدى القرّاء الآن</h2>
        {bubbles(push.content)}
      </section>
      <section class="card">
        <h2>{change.edits === null ? 'ما يحلّ محلّه حيث فات وقت المحو' : 'ما يحلّ محلّه'}</h2>
        {bubbles(change.content)}
      </section>
      {form.notice !== 'none' && (
        <section class="card">
          <h2>الرسالة الجديدة</h2>
          {bubbles({ type: 'notice', items: itemsOf(change.content), to: form.notice })}
        </section>
      )}
    </Frame>
  );
}

function noticeLine(notice: ChangeForm['notice'], plan: readonly ChangePlan[]): string {
  if (notice === 'none') return 'لا تُرسل رسالة جديدة إلى أحد.';
  const told = counted(toldBy(plan, notice), readers);
  return notice === 'all'
    ? `تُرسل رسالة جديدة إلى من وصلته: ${told}.`
    : `تُرسل رسالة جديدة إلى من لا يمكن تغيير رسالته، وهم الآن: ${told}.`;
}

const columns = [
  ['edited', 'تُعدَّل رسالتهم'],
  ['deleted', 'تُمحى رسالتهم'],
  ['tooLate', 'فات وقت تغييرها'],
  ['unknown', 'لا يُعرف هل وصلتهم'],
  ['gone', 'غادروا'],
  ['waiting', 'ما زالوا ينتظرون'],
] as const;

function Plan({ plan }: { readonly plan: readonly ChangePlan[] }) {
  if (plan.length === 0) return <p>لم تصل أحداً، ولا أحد ينتظرها.</p>;
  return (
    <>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">القناة</th>
              {columns.map(([, words]) => (
                <th scope="col">{words}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.map((row) => (
              <tr>
                <th scope="row">{laneWords(row.channel).channel}</th>
                {columns.map(([key]) => (
                  <td>{count(row[key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {plan.flatMap(({ channel, pace }) =>
        pace === null || pace.takesMs + pace.fallOut === 0
          ? []
          : [
              <p class="soft">
                {laneWords(channel).channel}: يستغرق نحو {duration(pace.takesMs)}
                {pace.fallOut > 0 && `، ويفوت الوقت قبل دور ${counted(pace.fallOut, readers)}`}.
              </p>,
            ],
      )}
    </>
  );
}

const seconds = { one: 'ثانية', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' };
const minutes = { one: 'دقيقة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' };

function duration(ms: number): string {
  const whole = Math.ceil(ms / 1_000);
  return whole < 120 ? counted(whole, seconds) : counted(Math.ceil(whole / 60), minutes);
}
