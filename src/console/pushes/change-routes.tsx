import { type Context, Hono } from 'hono';
import { pacesOf, planChange } from '../../delivery/changes/change-plan.ts';
import { whyNot } from '../../editions/correct.ts';
import { loadProposal, type Proposal } from '../../editions/proposals.ts';
import { answer, numberIn, wrong } from '../answer.ts';
import { only, type SignedIn } from '../guard.ts';
import type { Notice } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import {
  type ChangeForm,
  type ChangeKind,
  changeForm,
  changeOf,
  chosenStory,
  orderChange,
  storiesOf,
} from './change.ts';
import { ChangeFormPage, ChangeLookPage } from './change-pages.tsx';

/** Whether a push can be corrected or retracted now. */
export async function mayChange(db: ConsoleParts['db'], kind: ChangeKind, push: Proposal): Promise<boolean> {
  if (kind === 'correct' && storiesOf(push.content).length === 0) return false;
  return (await whyNot(db, push.id, kind)) === null;
}

/** `/console/pushes/:id/correct` and `/retract`: filled in, looked at, ordered. */
export function changeRoutes(parts: ConsoleParts): Hono<SignedIn> {
  const { db, newsroom } = parts;
  const app = new Hono<SignedIn>();

  function showForm(
    c: Context<SignedIn>,
    kind: ChangeKind,
    push: Proposal,
    { form, notice }: { readonly form: ChangeForm; readonly notice?: Notice },
    status: 200 | 400 | 409 = 200,
  ) {
    const page = (
      <ChangeFormPage user={c.get('user')} kind={kind} push={push} form={form} rendering={parts} notice={notice} />
    );
    return answer(c, page, status);
  }

  for (const kind of ['correct', 'retract'] as const) {
    const path = `/console/pushes/:id/${kind}` as const;
    app.use(path, only('publish'));
    app.get(path, async (c) => {
      const push = await changeable(c, kind);
      if (!push) return gone(c);
      const form = changeForm.parse({ story: c.req.query('story') });
      const story = chosenStory(push.content, form.story);
      return showForm(c, kind, push, { form: { ...form, title: story?.title ?? '', summary: story?.summary ?? '' } });
    });
    app.post(path, async (c) => {
      const push = await changeable(c, kind);
      if (!push) return gone(c);
      const parsed = changeForm.safeParse(await c.req.parseBody());
      if (!parsed.success) {
        return showForm(c, kind, push, { form: changeForm.parse({}), notice: wrong('لم يُفهم الطلب.') }, 400);
      }
      const form = parsed.data;
      if (form.step === 'edit') return showForm(c, kind, push, { form });
      if (form.seen !== push.revision) {
        const notice = wrong(
          'تغيّر ما لدى القرّاء بعد أن فتحتم هذه الصفحة. نصّكم كما كتبتموه، وتحته ما لديهم الآن: راجعوهما.',
        );
        return showForm(c, kind, push, { form, notice }, 409);
      }
      const change = changeOf(kind, push.content, form);
      if (change.kind === 'wrong') return showForm(c, kind, push, { form, notice: wrong(change.why) }, 400);
      if (form.step === 'look') {
        const plan = await planChange(db, {
          kind: change.change.edits === null ? 'retraction' : 'correction',
          pushId: push.id,
          paces: pacesOf(newsroom),
        });
        return answer(
          c,
          <ChangeLookPage
            user={c.get('user')}
            kind={kind}
            push={push}
            form={form}
            rendering={parts}
            change={change.change}
            plan={plan}
          />,
        );
      }
      const ordered = await orderChange(db, kind, change.change, {
        pushId: push.id,
        actor: c.get('user').name,
        notice: form.notice,
        now: parts.now(),
        seen: form.seen,
      });
      if (ordered.kind === 'changed') {
        const notice = wrong('سبقكم زميل إلى تصحيح هذه الدفعة. نصّكم كما كتبتموه: انظروا في تصحيحه أوّلاً.');
        return showForm(c, kind, push, { form, notice }, 409);
      }
      if (ordered.kind !== 'made') return gone(c);
      return c.redirect(`/console/pushes/${ordered.pushId}?ordered`, 303);
    });
  }

  async function changeable(c: Context<SignedIn>, kind: ChangeKind): Promise<Proposal | undefined> {
    const id = numberIn(c.req.param('id'));
    const push = id === undefined ? undefined : await loadProposal(db, id);
    return push && (await mayChange(db, kind, push)) ? push : undefined;
  }

  /** The push says itself in what state it is. */
  const gone = (c: Context<SignedIn>) => c.redirect(`/console/pushes/${c.req.param('id')}?unchanged`, 303);
  return app;
}
