import type { ProposalText } from '../../editions/edit-proposal.ts';
import type { Proposal } from '../../editions/proposals.ts';
import type { User } from '../../users/user.ts';
import { Bubbles, type Rendering } from '../bubbles.tsx';
import { type Notice, Page } from '../page.tsx';
import { TextFields } from '../text-fields.tsx';

/** `/console/pushes/:id/edit`: title and summary of a proposal, before it is sent. */
export function EditPage(props: {
  readonly user: User;
  readonly push: Proposal;
  /** What stands in the fields. */
  readonly text: ProposalText;
  /** The machine's, where it is another than what the proposal says. */
  readonly machine: ProposalText | null;
  readonly warnings: readonly string[];
  readonly rendering: Rendering;
  readonly notice: Notice | undefined;
}) {
  const { user, push, text, machine, warnings, rendering, notice } = props;
  const seen = <input type="hidden" name="seen" value={push.revision} />;
  const action = `/console/pushes/${push.id}/edit`;
  return (
    <Page user={user} title="تعديل الاقتراح" here="/console/pushes" notice={notice}>
      <section class="card">
        {warnings.length > 0 && (
          <div class="note wait">
            <p>في الخلاصة ما ينبغي النظر فيه:</p>
            <ul>
              {warnings.map((warning) => (
                <li>{warning}</li>
              ))}
            </ul>
          </div>
        )}
        <form method="post" action={action} class="fields">
          {seen}
          <TextFields title={text.title} summary={text.summary} usual={rendering.newsroom.summary.maxChars} />
          <div class="orders">
            <button type="submit" name="order" value="save">
              حفظ
            </button>
            <a class="button" href={`/console/pushes/${push.id}`}>
              رجوع بلا حفظ
            </a>
          </div>
        </form>
      </section>
      <section class="card">
        <h2>ما يصل القرّاء بالنصّ المحفوظ الآن</h2>
        <Bubbles content={push.content} edition={push.edition} rendering={rendering} />
      </section>
      {machine && (
        <section class="card">
          <h2>نصّ الآلة</h2>
          <p>
            <strong>
              <bdi>{machine.title}</bdi>
            </strong>
          </p>
          <p>{machine.summary}</p>
          <form method="post" action={action}>
            {seen}
            <button type="submit" name="order" value="restore" class="quiet">
              استعادة نصّ الآلة
            </button>
          </form>
        </section>
      )}
    </Page>
  );
}
