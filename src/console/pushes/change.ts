import { z } from 'zod';
import type { Db } from '../../database/database.ts';
import { correctionOf, correctPush, type Ordered, retractionOf, retractPush } from '../../editions/correct.ts';
import { type ItemEdit, itemsOf, type NoticeTo, type PushContent, type PushItem } from '../../editions/push.ts';
import { storyText } from '../../editions/story-text.ts';
import { undoTime } from '../../editions/undo-time.ts';
import { plainText } from '../../messages/plain-text.ts';
import { textFaults } from '../text-fields.tsx';

export type ChangeKind = 'correct' | 'retract';

/** What was filled in to correct or retract a push. */
export const changeForm = z.object({
  /** The story of a digest, counted from 1; of a retraction absent where all of it goes. */
  story: z.coerce.number().int().min(1).max(1_000).optional().catch(undefined),
  title: z.string().max(10_000).default(''),
  summary: z.string().max(20_000).default(''),
  note: z.string().max(10_000).default(''),
  reason: z.string().max(10_000).default(''),
  notice: z.enum(['none', 'all', 'unchanged-only']).default('none'),
  /** The revision of the text that was on the page. */
  seen: z.coerce.number().int().min(0).default(0),
  /** `look`: shows what would be done; `edit`: back to the form; `do`: does it. */
  step: z.enum(['look', 'edit', 'do']).default('look'),
});
export type ChangeForm = z.infer<typeof changeForm>;

/** What is said of a change to its readers, characters: a note stands under the text, and both have room. */
export const longestNote = 500;

/** A change that can be made: what takes the place of what was sent, and what a notice would say. */
export interface MadeChange {
  readonly content: Extract<PushContent, { type: 'correction' | 'retraction' }>;
  /** Of a correction, and of a retraction of one story of a digest, which edits the others' message. */
  readonly edits: readonly ItemEdit[] | null;
  readonly reason: string;
}

export type Change =
  | { readonly kind: 'change'; readonly change: MadeChange }
  | { readonly kind: 'wrong'; readonly why: string };

const wrong = (why: string): Change => ({ kind: 'wrong', why });

/** The stories of a push that can be changed. */
export function storiesOf(content: PushContent): readonly PushItem[] {
  return content.type === 'story' || content.type === 'digest' ? itemsOf(content) : [];
}

/** The story that the form is about; undefined where it has still to be chosen. */
export function chosenStory(content: PushContent, place: number | undefined): PushItem | undefined {
  const stories = storiesOf(content);
  return place === undefined ? (stories.length === 1 ? stories[0] : undefined) : stories[place - 1];
}

/** What the form comes to. */
export function changeOf(kind: ChangeKind, content: PushContent, form: ChangeForm): Change {
  return kind === 'correct' ? correction(content, form) : retraction(content, form);
}

function correction(content: PushContent, form: ChangeForm): Change {
  const story = chosenStory(content, form.story);
  if (story === undefined) return wrong('اختاروا القصة التي تُصحَّح.');
  if (story.change?.kind === 'retracted') return wrong('سُحبت هذه القصة، فلا تُصحَّح.');
  const written = storyText(form);
  if (written.kind === 'wrong') return wrong(textFaults[written.why]);
  const note = noteOf(form.note);
  if (note === undefined) return wrong(`نصّ التصحيح أطول من ${longestNote} حرف، أو فيه حرف لا يُطبع.`);
  const isNew = {
    title: written.title !== plainText(story.title),
    summary: written.summary !== plainText(story.summary),
  };
  if (!isNew.title && !isNew.summary && note === '')
    return wrong('لم تغيّروا شيئاً: غيّروا العنوان أو الموجز، أو اكتبوا نصّ التصحيح.');
  const edits: ItemEdit[] = [
    {
      articleId: story.articleId,
      change: { kind: 'corrected', note },
      ...(isNew.title ? { title: written.title } : {}),
      ...(isNew.summary ? { summary: written.summary } : {}),
    },
  ];
  return made(content, edits, '');
}

function retraction(content: PushContent, form: ChangeForm): Change {
  const reason = noteOf(form.reason);
  if (reason === undefined) return wrong(`السبب أطول من ${longestNote} حرف، أو فيه حرف لا يُطبع.`);
  if (reason === '') return wrong('اكتبوا السبب: قد يُقال للقرّاء.');
  if (form.story === undefined || storiesOf(content).length < 2) {
    return { kind: 'change', change: { content: retractionOf(content, reason), edits: null, reason } };
  }
  const story = chosenStory(content, form.story);
  if (story === undefined) return wrong('لا قصة بهذا الرقم في هذه النشرة.');
  if (story.change?.kind === 'retracted') return wrong('سُحبت هذه القصة من قبل.');
  return made(content, [{ articleId: story.articleId, change: { kind: 'retracted', reason } }], reason);
}

function made(content: PushContent, edits: readonly ItemEdit[], reason: string): Change {
  const corrected = correctionOf(content, edits);
  if (corrected === null) return wrong('هذه الدفعة تُسحب ولا تُصحَّح.');
  return { kind: 'change', change: { content: corrected, edits, reason } };
}

function noteOf(text: string): string | undefined {
  const clean = text.replace(/[\n\r\t]+/g, ' ').trim();
  return /\p{Cc}/u.test(clean) || [...clean].length > longestNote ? undefined : clean;
}

/** Orders it. A correction begins when it cannot be undone any more; what is retracted is urgent, and begins at once. */
export function orderChange(
  db: Db,
  kind: ChangeKind,
  { edits, reason }: MadeChange,
  by: {
    readonly pushId: number;
    readonly actor: string;
    readonly notice: NoticeTo | 'none';
    readonly now: Date;
    /** The revision of what readers have that its editor saw. */
    readonly seen: number;
  },
): Promise<Ordered> {
  const { now, seen, ...order } = by;
  if (edits === null) return retractPush(db, { ...order, reason });
  return correctPush(db, {
    ...order,
    seen,
    edits,
    ...(kind === 'correct' ? { sendAt: new Date(now.getTime() + undoTime) } : {}),
  });
}
