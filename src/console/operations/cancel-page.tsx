import type { LaneLoad } from '../../delivery/lane/cancel-lane.ts';
import type { User } from '../../users/user.ts';
import { type Notice, Page } from '../page.tsx';
import { count, counted } from '../time.tsx';
import { LaneName } from './lanes.tsx';
import { messages, pushForms } from './words.ts';

/** What would be set aside of an account, before it is. */
export function CancelPage(props: {
  readonly user: User;
  readonly lane: string;
  readonly load: LaneLoad;
  readonly notice?: Notice | undefined;
}) {
  const { user, lane, load, notice } = props;
  return (
    <Page user={user} title="إلغاء ما ينتظر في حساب" here="/console/operations" notice={notice}>
      <section class="card">
        <p>
          <LaneName name={lane} />
        </p>
        {load.pending === 0 ? (
          <p>لا رسالة تنتظر في هذا الحساب.</p>
        ) : (
          <>
            <p>
              تنتظر فيه {counted(load.pending, messages)} من {counted(load.pushes.length, pushForms)}:{' '}
              {load.pushes.map((id, index) => (
                <>
                  {index > 0 && '، '}
                  <a href={`/console/pushes/${id}`}>{count(id)}</a>
                </>
              ))}
            </p>
            <p>
              يُوقف الحساب، ولا يصل ذلك أحداً ممّن ينتظره فيه. يبقى الحساب موقوفاً حتى تستأنفوه، وتكمل الدفعات على الحسابات
              الأخرى. يمكن إرسالها لاحقاً إلى من فاتتهم من صفحة الدفعة.
            </p>
            <form method="post" action="/console/operations/cancel" class="fields">
              <input type="hidden" name="lane" value={lane} />
              <label class="check">
                <input type="checkbox" name="confirm" value="yes" required />
                <span>نعم، يُلغى ما ينتظر في هذا الحساب</span>
              </label>
              <button type="submit" class="grave">
                إلغاء ما ينتظر
              </button>
            </form>
          </>
        )}
        <p>
          <a href="/console/operations">رجوع</a>
        </p>
      </section>
    </Page>
  );
}
