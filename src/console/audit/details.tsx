import { z } from 'zod';
import { userRoles } from '../../users/user.ts';
import { messages } from '../operations/words.ts';
import { readers } from '../push-words.ts';
import { counted, Moment } from '../time.tsx';
import { roleWords } from '../words.ts';

/** What is told of an action besides, all that any of them has. */
const known = z.strictObject({
  as: z.enum(['story', 'breaking']).optional(),
  sendAt: z.iso.datetime().optional(),
  whatsapp: z.enum(['everybody', 'destinations']).optional(),
  fare: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('free') }),
      z.object({ kind: z.literal('paid'), most: z.number() }),
    ])
    .optional(),
  by: z.number().optional(),
  notice: z.enum(['all', 'unchanged-only', 'none']).nullish(),
  which: z.array(z.string()).optional(),
  readers: z.number().optional(),
  pushes: z.array(z.number()).optional(),
  role: z.enum(userRoles).optional(),
  text: z.string().nullish(),
  erased: z.number().optional(),
  left: z.number().optional(),
  paused: z.number().optional(),
  proposed: z.number().optional(),
});

const missed: Readonly<Record<string, string>> = {
  failed: 'من لم تصلهم',
  uncertain: 'من لا يُعرف هل وصلتهم',
};

/** In words where they are of ours, else as they were written. */
export function Details({ detail, zone }: { readonly detail: unknown; readonly zone: string }) {
  if (detail === null) return null;
  const parsed = known.safeParse(detail);
  if (!parsed.success) {
    return (
      <bdi dir="ltr" class="detail">
        {JSON.stringify(detail).slice(0, 500)}
      </bdi>
    );
  }
  const { data } = parsed;
  const { fare, pushes = [] } = data;
  const words: (string | null)[] = [
    data.as === 'breaking' ? 'عاجلاً' : null,
    data.whatsapp === 'destinations' ? 'على واتساب في القناة وحدها' : null,
    fare?.kind === 'paid' ? `إرسال مدفوع، ${fare.most} من نجوم تلغرام على الأكثر` : null,
    data.notice === 'all'
      ? 'مع إشعار من وصلتهم'
      : data.notice === 'unchanged-only'
        ? 'مع إشعار من لم تتغيّر رسالتهم'
        : null,
    data.which === undefined ? null : data.which.map((one) => missed[one] ?? one).join('، '),
    data.readers === undefined ? null : counted(data.readers, pushes.length > 0 ? messages : readers),
    data.role === undefined ? null : `الدور: ${roleWords[data.role]}`,
    data.erased ? `مُحي من جديد ${counted(data.erased, readers)}` : null,
    data.left ? `بقي خارجاً ${counted(data.left, readers)}` : null,
    data.paused ? `دفعات أُوقفت: ${data.paused}` : null,
    data.proposed ? `اقتراحات تنتظر: ${data.proposed}` : null,
  ];
  const said = words.filter((word) => word !== null).join('، ');
  return (
    <>
      {said}
      {data.sendAt !== undefined && (
        <>
          {said !== '' && '، '}
          في موعد: <Moment at={new Date(data.sendAt)} zone={zone} />
        </>
      )}
      {data.by !== undefined && (
        <>
          {' '}
          بالدفعة <a href={`/console/pushes/${data.by}`}>{data.by}</a>
        </>
      )}
      {pushes.length > 0 && (
        <>
          {' '}
          من الدفعات:{' '}
          {pushes.map((id, index) => (
            <>
              {index > 0 && '، '}
              <a href={`/console/pushes/${id}`}>{id}</a>
            </>
          ))}
        </>
      )}
      {data.text && (
        <>
          {' '}
          «<bdi>{data.text}</bdi>»
        </>
      )}
    </>
  );
}
