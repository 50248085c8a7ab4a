import type { DeliveryState } from '../../database/schema.ts';
import type { PushReport } from '../../delivery/push-report.ts';
import { Reason } from '../reason.tsx';
import { count } from '../time.tsx';

/** In the order of a reader's way. */
const states: readonly DeliveryState[] = ['sent', 'sending', 'pending', 'failed', 'uncertain', 'gone', 'excluded'];

export const deliveryWords: Readonly<Record<DeliveryState, string>> = {
  sent: 'وصلت',
  sending: 'في الطريق',
  pending: 'تنتظر',
  failed: 'لم تصل',
  uncertain: 'لا يُعرف',
  gone: 'غادروا',
  excluded: 'استُثنوا',
};

const meanings: Readonly<Record<DeliveryState, string>> = {
  sent: 'قبلتها القناة',
  sending: 'خرجت ولم تُجب القناة بعد',
  pending: 'لم يأتِ دورها بعد',
  failed: 'رفضتها القناة، ولم تصل قطعاً',
  uncertain: 'ربّما وصلت وربّما لم تصل، ولا تُعاد من تلقاء نفسها كي لا تصل مرّتين',
  gone: 'حظروا الحساب أو حُذف حسابهم',
  excluded: 'أُلغي الإرسال أو انقضت مهلته قبل أن يصلهم',
};

/** Of a correction or a retraction, which changes messages that are there. */
const changeMeanings: Partial<Readonly<Record<DeliveryState, string>>> = {
  sent: 'تغيّرت الرسالة التي لديهم',
  failed: 'لم يمكن تغيير الرسالة التي لديهم',
  uncertain: 'لا يُعرف هل تغيّرت الرسالة التي لديهم',
};

/** Everybody in a push's audience, by what became of them, and why. */
export function Books({ report }: { readonly report: Pick<PushReport, 'books' | 'reasons' | 'kind'> }) {
  const { books, reasons, kind } = report;
  const isChange = kind === 'correction' || kind === 'retraction';
  const shown = states.filter((state) => books.byState[state] > 0);
  if (books.audience === 0) return null;
  return (
    <>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">الحالة</th>
              <th scope="col">القرّاء</th>
              <th scope="col">معناها</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((state) => (
              <tr>
                <th scope="row">{deliveryWords[state]}</th>
                <td>{count(books.byState[state])}</td>
                <td class="soft">{(isChange && changeMeanings[state]) || meanings[state]}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">الجميع</th>
              <td>
                <strong>{count(books.audience)}</strong>
              </td>
              <td class="soft">كلّ من شملتهم حتى الآن</td>
            </tr>
          </tbody>
        </table>
      </div>
      {!books.balanced && (
        <p class="ill">مجموع الحالات لا يساوي الجميع: هذا خلل في البرنامج، فأخبروا من يتولّى التشغيل.</p>
      )}
      {reasons.length > 0 && (
        <ul class="reasons">
          {reasons.map(({ state, reason, count: readers }) => (
            <li>
              {count(readers)} {deliveryWords[state as DeliveryState]}: <Reason reason={reason} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
