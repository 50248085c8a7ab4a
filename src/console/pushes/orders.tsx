import type { Child } from 'hono/jsx';
import { readers } from '../push-words.ts';
import { counted } from '../time.tsx';
import type { ShownPush } from './push-page.tsx';
import type { Steering } from './steer.ts';

/** What can be ordered of a push in the state that it is in; a proposal has its own decisions. */
export function Orders({ shown, now }: { readonly shown: ShownPush; readonly now: Date }) {
  const { push, report, mayCorrect, mayRetract } = shown;
  const { id, state, books, again, retractedAt } = report;
  const isOpen = state === 'approved' || state === 'sending' || state === 'paused';
  const waiting = books.byState.pending;
  const certain = again.failed + again.expired + again.setAside + again.begun;
  const isPlain = report.kind === 'breaking' || report.kind === 'manual';
  const mayUndo = isPlain && (state === 'dropped' || (state === 'approved' && !push.begun));
  const maySendAgain = state === 'finished' && retractedAt === null;
  return (
    <div class="orders">
      {mayUndo && (
        <form method="post" action={`/console/pushes/${id}/decide`}>
          <input type="hidden" name="from" value="push" />
          <input type="hidden" name="decision" value={push.decisions} />
          <button type="submit" name="order" value="undo" class="quiet">
            تراجع عن القرار
          </button>
        </form>
      )}
      {(state === 'sending' || (state === 'approved' && push.sendAt <= now)) && (
        <Order id={id} order="pause" words="إيقاف موقت" />
      )}
      {state === 'paused' && report.seemGone !== 'asked' && <Order id={id} order="resume" words="استئناف" />}
      {state === 'paused' && report.seemGone === 'asked' && (
        <>
          <p>
            لم يُشطب أحد من القائمة. إن كان الخلل عندنا، كأن يكون رمز الحساب لحساب آخر، فأصلحوه أوّلاً، ثم استأنفوا: يُعاد
            الإرسال إلى من بدا أنّهم غادروا.
          </p>
          <Order id={id} order="resume" words="استئناف، وإعادة الإرسال إليهم" />
          <Confirmed id={id} order="gone" title="غادروا فعلاً…" words="شطبهم واستئناف الإرسال">
            نعم، غادر {counted(books.byState.gone, readers)}: يُشطبون من القائمة ولا يُسأل عنهم ثانية
          </Confirmed>
        </>
      )}
      {maySendAgain && certain > 0 && (
        <Order id={id} order="missed" words={`إرسال إلى من فاتهم (${counted(certain, readers)})`} />
      )}
      {maySendAgain && again.uncertain > 0 && (
        <Confirmed id={id} order="uncertain" title="إرسال أيضاً إلى من لا يُعرف هل وصلهم…" words="إرسال إليهم">
          نعم، وقد تصل بعضهم مرّتين: {counted(again.uncertain, readers)} لا يُعرف هل وصلهم
        </Confirmed>
      )}
      {mayCorrect && (
        <a class="button quiet" href={`/console/pushes/${id}/correct`}>
          تصحيح…
        </a>
      )}
      {mayRetract && (
        <a class="button quiet" href={`/console/pushes/${id}/retract`}>
          سحب…
        </a>
      )}
      {isOpen && (
        <Confirmed id={id} order="cancel" title="إلغاء الإرسال…" words="إلغاء الإرسال">
          {books.audience === 0 ? 'نعم، لا يصل أحداً' : `نعم، لا يصل من ينتظرونه: ${counted(waiting, readers)}`}
        </Confirmed>
      )}
    </div>
  );
}

function Order({ id, order, words }: { readonly id: number; readonly order: Steering; readonly words: string }) {
  return (
    <form method="post" action={`/console/pushes/${id}/steer`}>
      <button type="submit" name="order" value={order} class="quiet">
        {words}
      </button>
    </form>
  );
}

/** An order that is opened first and confirmed by a mark. */
function Confirmed(props: {
  readonly id: number;
  readonly order: Steering;
  readonly title: string;
  readonly words: string;
  readonly children: Child;
}) {
  const { id, order, title, words, children } = props;
  return (
    <details id={`${order}-${id}`} hx-morph-skip="true">
      <summary>{title}</summary>
      <form method="post" action={`/console/pushes/${id}/steer`} class="fields">
        <label class="check">
          <input type="checkbox" name="confirm" value="yes" required />
          <span>{children}</span>
        </label>
        <button type="submit" name="order" value={order} class="grave">
          {words}
        </button>
      </form>
    </details>
  );
}
