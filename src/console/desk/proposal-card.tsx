import type { ProposalNotes } from '../../conversation/editors/proposal-head.ts';
import type { Proposal } from '../../editions/proposals.ts';
import { titlesOf } from '../../editions/push.ts';
import { may, type User } from '../../users/user.ts';
import { Bubbles, type Rendering } from '../bubbles.tsx';
import { dayOf } from '../local-time.ts';
import { Ago } from '../time.tsx';

/** A proposal with what is said of it. */
export interface ShownProposal extends ProposalNotes {
  readonly push: Proposal;
  /** Whether a WhatsApp Channel or group of the newsroom may have it in place of readers there. */
  readonly channel: 'there' | 'none';
}

/** What was filled in for a time and could not be taken, to stand in its fields again. */
export interface AskedTime {
  readonly pushId: number;
  readonly date: string;
  readonly time: string;
}

/** Where one is after a decision. */
export type From = 'desk' | 'push';

/** A proposal as readers would get it, what to look at before, and the decisions. */
export function ProposalCard(props: {
  readonly proposal: ShownProposal;
  readonly user: User;
  readonly rendering: Rendering;
  readonly now: Date;
  readonly from: From;
  readonly asked: AskedTime | undefined;
}) {
  const { proposal, user, rendering, now, from, asked } = props;
  const { push, origin, notes, warnings } = proposal;
  const zone = rendering.newsroom.timeZone;
  const title = titlesOf(push.content)[0] ?? '';
  return (
    <article class="card proposal" id={`proposal-${push.id}`}>
      <header>
        {from === 'desk' && (
          <h3>
            <a href={`/console/pushes/${push.id}`}>
              <bdi>{title}</bdi>
            </a>
          </h3>
        )}
        <p class="soft">
          {origin}، <Ago at={push.createdAt} now={now} zone={zone} />
        </p>
      </header>
      {warnings.length > 0 && (
        <div class="note wait">
          <p>راجعوا الخلاصة قبل الإرسال:</p>
          <ul>
            {warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      {notes.map((note) => (
        <p class="note lines">{note}</p>
      ))}
      <Bubbles content={push.content} edition={push.edition} rendering={rendering} />
      {may(user, 'publish') && (
        <Orders proposal={proposal} from={from} asked={asked} today={dayOf(now, zone)} texts={rendering.texts} />
      )}
    </article>
  );
}

function Orders(props: {
  readonly proposal: ShownProposal;
  readonly from: From;
  readonly asked: AskedTime | undefined;
  readonly today: string;
  readonly texts: Rendering['texts'];
}) {
  const { proposal, from, asked, today, texts } = props;
  const { push, channel, most } = proposal;
  const action = `/console/pushes/${push.id}/decide`;
  const later = `later-${push.id}`;
  const seen = (form?: string) => (
    <>
      {/* What was on the page when it was opened: a text that changes under the editor's eyes is not what was read. */}
      <input
        type="hidden"
        name="seen"
        id={`seen-${push.id}-${form ?? 'now'}`}
        value={push.revision}
        form={form}
        autocomplete="off"
        hx-morph-skip="true"
      />
      {most !== null && <input type="hidden" name="stars" value={most} form={form} />}
    </>
  );
  return (
    <div class="orders">
      <form method="post" action={action}>
        <input type="hidden" name="from" value={from} />
        {seen()}
        <button type="submit" name="order" value="approve">
          {texts.say('editors.approve')}
        </button>
        <button type="submit" name="order" value="breaking" class="grave">
          {texts.say('editors.breaking')}
        </button>
        {channel === 'there' && (
          <button type="submit" name="order" value="channel" class="quiet">
            {texts.say('editors.channel')}
          </button>
        )}
        <button type="submit" name="order" value="later" class="quiet">
          {texts.say('editors.later')}
        </button>
        <button type="submit" name="order" value="drop" class="quiet">
          {texts.say('editors.drop')}
        </button>
      </form>
      {push.content.type === 'story' && (
        <a class="button" href={`/console/pushes/${push.id}/edit`}>
          تعديل النصّ
        </a>
      )}
      {seen(later)}
      <details id={`at-${push.id}`} hx-morph-skip="true" open={asked !== undefined}>
        <summary>في موعد…</summary>
        <form method="post" action={action} id={later}>
          <input type="hidden" name="from" value={from} />
          <label>
            <span>اليوم</span>
            <input type="date" name="date" required min={today} value={asked?.date ?? today} />
          </label>
          <label>
            <span>الساعة</span>
            <input type="time" name="time" required value={asked?.time} />
          </label>
          <button type="submit" name="order" value="at" class="quiet">
            نشر في هذا الموعد
          </button>
        </form>
      </details>
    </div>
  );
}
