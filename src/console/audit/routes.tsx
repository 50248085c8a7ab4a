import { Hono } from 'hono';
import { z } from 'zod';
import { auditKinds, listActors, listAudit } from '../../database/audit-report.ts';
import { answer, numberIn } from '../answer.ts';
import type { SignedIn } from '../guard.ts';
import type { ConsoleParts } from '../parts.ts';
import { AuditPage } from './page.tsx';

const onePage = 50;

const asked = z.object({
  actor: z.string().min(1).max(200).optional().catch(undefined),
  kind: z.enum(auditKinds).optional().catch(undefined),
  before: z.string().optional(),
});

/** `/console/audit`. */
export function auditRoutes({ db, newsroom }: Pick<ConsoleParts, 'db' | 'newsroom'>): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.get('/console/audit', async (c) => {
    const { actor, kind, before } = asked.parse(c.req.query());
    const from = numberIn(before);
    const [found, actors] = await Promise.all([
      listAudit(db, { actor, kind, before: from, limit: onePage + 1 }),
      listActors(db),
    ]);
    const entries = found.slice(0, onePage);
    const next = found.length > onePage ? (entries.at(-1)?.id ?? null) : null;
    const shown = { newsroom, entries, actors, actor, kind, next, isFirst: from === undefined };
    return answer(c, <AuditPage user={c.get('user')} {...shown} />);
  });
  return app;
}
