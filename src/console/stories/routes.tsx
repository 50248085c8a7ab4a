import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { recordAudit } from '../../database/audit.ts';
import { listStories, type StoryPlace } from '../../editions/story-list.ts';
import { reportStory } from '../../editions/story-report.ts';
import { answer, done, numberIn, wrong } from '../answer.ts';
import { only, type SignedIn } from '../guard.ts';
import { type Notice, Page } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { listedStates, StoryListPage } from './list-page.tsx';
import { StoryPage } from './story-page.tsx';

const onePage = 50;

const asked = z.object({
  q: z.string().trim().max(200).catch(''),
  state: z.enum(listedStates).optional().catch(undefined),
  before: z.string().optional().catch(undefined),
});

/** `/console/stories`: the stories of the record; `/console/stories/N`: one of them, whole. */
export function storyRoutes(
  parts: Pick<ConsoleParts, 'db' | 'newsroom' | 'texts' | 'pushStory' | 'summarise'>,
): Hono<SignedIn> {
  const { db, newsroom, texts } = parts;
  const app = new Hono<SignedIn>();

  app.get('/console/stories', async (c) => {
    const { q, state, before } = asked.parse(c.req.query());
    const after = placeIn(before);
    const found = await listStories(db, { search: q, state, after, limit: onePage + 1 });
    const stories = found.slice(0, onePage);
    const last = stories.at(-1);
    const next = found.length > onePage && last ? `${last.publishedAt.getTime()}-${last.id}` : null;
    const shown = { newsroom, stories, search: q, state, next, isFirst: after === undefined };
    return answer(c, <StoryListPage user={c.get('user')} {...shown} />);
  });

  const story = async (c: Context<SignedIn>, notice?: Notice, status: 200 | 400 | 409 = 200) => {
    const id = numberIn(c.req.param('id'));
    const report = id === undefined ? undefined : await reportStory(db, id, parts.summarise);
    const user = c.get('user');
    if (!report) return answer(c, <Unknown user={user} />, 404);
    return answer(
      c,
      <StoryPage user={user} newsroom={newsroom} texts={texts} story={report} notice={notice} />,
      status,
    );
  };
  app.get('/console/stories/:id', (c) => story(c, c.req.query('done') === 'proposed' ? done(proposed) : undefined));

  app.post('/console/stories/:id/propose', only('publish'), async (c) => {
    const id = numberIn(c.req.param('id'));
    if (id === undefined) return story(c);
    const made = await parts.pushStory(id);
    switch (made.kind) {
      case 'proposed':
        await recordAudit(db, { actor: c.get('user').name, action: 'push.propose', subject: `push ${made.pushId}` });
        return c.redirect(`/console/stories/${id}?done=proposed`, 303);
      case 'known':
        return story(c, wrong(`لهذه القصة دفعة سابقة، رقمها ${made.pushId}.`), 409);
      case 'failed':
        return story(c, wrong(made.why === 'noEdition' ? noEdition : 'لم تعد القصة في السجلّ.'), 409);
    }
  });
  return app;
}

const proposed = 'أُعدّ اقتراح بهذه القصة، والقرار فيه في غرفة التحرير.';

const noEdition = 'لا نشرة عاجلة تشمل مواضيع هذه القصة. تحقّقوا من الإعدادات.';

function placeIn(text: string | undefined): StoryPlace | undefined {
  const [, at, id] = /^(-?\d{1,15})-(\d{1,9})$/.exec(text ?? '') ?? [];
  if (at === undefined || id === undefined) return undefined;
  // The record knows no year that has no four digits.
  const publishedAt = new Date(Number(at));
  return /^\d{4}-/.test(Number.isNaN(publishedAt.getTime()) ? '' : publishedAt.toISOString())
    ? { publishedAt, id: Number(id) }
    : undefined;
}

function Unknown({ user }: { readonly user: SignedIn['Variables']['user'] }) {
  return (
    <Page user={user} title="لا قصة بهذا الرقم" here="/console/stories">
      <p class="card">
        لعلّها أقدم ممّا يُحفظ. <a href="/console/stories">إلى القصص</a>
      </p>
    </Page>
  );
}
