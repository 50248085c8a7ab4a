import type { Db } from '../../src/database/database.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { correctPush, retractPush } from '../../src/editions/correct.ts';
import { createPush } from '../../src/editions/create.ts';
import { priorities } from '../../src/editions/push.ts';

/** Pictures that a story with pictures is sent with. */
export const albumSize = 3;

/** A push of one story, each second one with an album. Its title is what the verdict looks for: the push's key and how often it was corrected, `t3-r0`. */
export function storyPush(
  db: Db,
  push: {
    readonly key: string;
    readonly kind: 'breaking' | 'digest';
    readonly policy: UncertainPolicy;
    readonly state: 'proposed' | 'approved';
  },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    await trx
      .insertInto('feed')
      .values({ name: 'torture', url: 'https://example.org/feed' })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const feed = await trx.selectFrom('feed').select('id').where('name', '=', 'torture').executeTakeFirstOrThrow();
    const link = `https://example.org/${push.key}`;
    const article = await trx
      .insertInto('article')
      .values({ feed_id: feed.id, link, state: 'accepted', version: 1, published_at: new Date() })
      .returning('id')
      .executeTakeFirstOrThrow();
    const item = {
      articleId: article.id,
      version: 1,
      title: `${push.key}r0`,
      summary: 'نصّ القصة.',
      link,
      topics: [],
      byline: null,
      publishedAt: null,
      ...picturesFor(push.key),
    };
    const { id } = await createPush(trx, {
      key: push.key,
      edition: 'breaking',
      kind: push.kind,
      state: push.state,
      topics: [],
      content: { type: 'story', label: 'story', item },
      uncertain: push.policy,
      createdBy: 'torture',
      priority: priorities[push.kind],
    });
    return id;
  });
}

/** One more than is sent, where the push's number is even. */
function picturesFor(key: string): { imageUrl: string | null; pictures?: string[] } {
  if (Number.parseInt(key.slice(1), 10) % 2 !== 0) return { imageUrl: null };
  const [imageUrl = '', ...pictures] = Array.from(
    { length: albumSize + 1 },
    (_, place) => `https://example.org/${key}${place}.jpg`,
  );
  return { imageUrl, pictures };
}

/** Corrects a push that the draw (0 ≤ n < 1) picks; says what was done. */
export async function correctSome(db: Db, draw: number): Promise<string | null> {
  const push = await some(db, draw);
  if (push?.content.type !== 'story') return null;
  const earlier = await db
    .selectFrom('push')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('corrects', '=', push.id)
    .executeTakeFirstOrThrow();
  const title = `${push.key}r${Number(earlier.count) + 1}`;
  const edits = [{ articleId: push.content.item.articleId, title, change: { kind: 'corrected' as const, note: '' } }];
  const ordered = await correctPush(db, { pushId: push.id, actor: 'torture', notice: 'none', edits });
  return `corrected push ${push.id} to ${title}: ${ordered.kind}`;
}

export async function retractSome(db: Db, draw: number): Promise<string | null> {
  const push = await some(db, draw);
  if (!push) return null;
  const ordered = await retractPush(db, { pushId: push.id, actor: 'torture', notice: 'none', reason: 'خطأ' });
  return `retracted push ${push.id}: ${ordered.kind}`;
}

async function some(db: Db, draw: number) {
  const pushes = await db
    .selectFrom('push')
    .select(['id', 'key', 'content'])
    .where('corrects', 'is', null)
    .orderBy('id')
    .execute();
  return pushes[Math.floor(draw * pushes.length)];
}
