import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { fateOf, nameOf } from '../../conversation/editors/fate.ts';
import {
  type Edited,
  editProposal,
  machineText,
  type ProposalText,
  restoreProposalText,
} from '../../editions/edit-proposal.ts';
import { loadProposal, type Proposal, warningsOf } from '../../editions/proposals.ts';
import { answer, numberIn, wrong } from '../answer.ts';
import { only, type SignedIn } from '../guard.ts';
import type { Notice } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { textFaults } from '../text-fields.tsx';
import { EditPage } from './edit-page.tsx';

const editForm = z.object({
  order: z.enum(['save', 'restore']).default('save'),
  seen: z.coerce.number().int().min(0),
  title: z.string().max(10_000).default(''),
  summary: z.string().max(20_000).default(''),
});

/** `/console/pushes/:id/edit`. */
export function editRoutes(parts: ConsoleParts): Hono<SignedIn> {
  const { db, texts } = parts;
  const app = new Hono<SignedIn>();
  const path = '/console/pushes/:id/edit';
  app.use(path, only('publish'));

  async function show(
    c: Context<SignedIn>,
    push: Proposal,
    written?: { readonly text: ProposalText; readonly notice: Notice; readonly status: 400 | 409 },
  ) {
    if (push.content.type !== 'story') return toPush(c);
    const { item } = push.content;
    const machine = await machineText(db, item);
    const isMachines = machine === null || (machine.title === item.title && machine.summary === item.summary);
    return answer(
      c,
      <EditPage
        user={c.get('user')}
        push={push}
        text={written?.text ?? item}
        machine={isMachines ? null : machine}
        warnings={await warningsOf(db, item)}
        rendering={parts}
        notice={written?.notice}
      />,
      written?.status ?? 200,
    );
  }

  app.get(path, async (c) => {
    const push = await loaded(c);
    return push?.state === 'proposed' ? show(c, push) : toPush(c);
  });

  app.post(path, async (c) => {
    const push = await loaded(c);
    const parsed = editForm.safeParse(await c.req.parseBody());
    if (!push || !parsed.success) return toPush(c);
    const { order, seen, title, summary } = parsed.data;
    const input = { pushId: push.id, actor: c.get('user').name, seen };
    const edited = await (order === 'save'
      ? editProposal(db, { ...input, title, summary })
      : restoreProposalText(db, input));
    if (edited.kind === 'done' || edited.kind === 'same') {
      return c.redirect(`/console/pushes/${push.id}?edited=${edited.kind === 'same' ? 'same' : order}`, 303);
    }
    const now = await loadProposal(db, push.id);
    if (edited.kind === 'unknown' || now?.content.type !== 'story') return toPush(c);
    // What was typed stays, whatever came between.
    const text = order === 'save' ? { title, summary } : now.content.item;
    const status = edited.kind === 'wrong' ? 400 : 409;
    return show(c, now, { text, notice: wrong(whyNot(edited, now)), status });
  });

  function whyNot(edited: Exclude<Edited, { kind: 'done' | 'same' | 'unknown' }>, now: Proposal): string {
    switch (edited.kind) {
      case 'wrong':
        return textFaults[edited.why];
      case 'changed':
        return edited.by === null
          ? 'تغيّر النصّ مع القصة على الموقع بعد أن فتحتموه. نصّكم في الحقول، وتحته النصّ الآن: إن حفظتم حلّ نصّكم محلّه.'
          : `غيّره ${nameOf(texts, edited.by)} بعد أن فتحتموه. نصّكم في الحقول، وتحته النصّ الآن: إن حفظتم حلّ نصّكم محلّه.`;
      case 'already':
        return `${texts.say('editors.already', { decision: fateOf(texts, now), name: nameOf(texts, edited.by) })}. لم يُحفظ نصّكم، وهو باقٍ في الحقول.`;
    }
  }

  async function loaded(c: Context<SignedIn>): Promise<Proposal | undefined> {
    const id = numberIn(c.req.param('id'));
    return id === undefined ? undefined : loadProposal(db, id);
  }

  const toPush = (c: Context<SignedIn>) => c.redirect(`/console/pushes/${c.req.param('id')}`, 303);
  return app;
}
