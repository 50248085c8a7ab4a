import type { Db } from '../../src/database/database.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { correctPush, retractPush } from '../../src/editions/correct.ts';
import { createPush } from '../../src/editions/create.ts';
import { type PushItem, priorities } from '../../src/editions/push.ts';

/** Pictures that a story with pictures is sent with. */
export const albumSize = 3;

/** Stories of a long digest, which makes two messages of it or more. */
const longDigest = 24;

/**
 * A push whose number is in its key (`t3-`): each third is a long digest, each second of the others a story with an album.
 * The titles are what the verdict looks for: the push's key, how often it was corrected, and the place in a digest, `t3-r0.1`.
 */
export function makePush(
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
    const number = Number.parseInt(push.key.slice(1), 10);
    const isDigest = number % 3 === 0;
    const items: PushItem[] = [];
    for (let place = 1; place <= (isDigest ? longDigest : 1); place += 1) {
      const link = `https://example.org/${push.key}${place}`;
      const { id: articleId } = await trx
        .insertInto('article')
        .values({ feed_id: feed.id, link, state: 'accepted', version: 1, published_at: new Date() })
        .returning('id')
        .executeTakeFirstOrThrow();
      const summary = isDigest ? 'كلمة '.repeat(38) : 'نصّ القصة.';
      const pictures = picturesFor(push.key, !isDigest && number % 2 === 0 ? albumSize + 1 : 0);
      items.push({
        articleId,
        version: 1,
        title: `${push.key}r0.${place}`,
        summary,
        link,
        topics: [],
        byline: null,
        publishedAt: null,
        ...pictures,
      });
    }
    const [item] = items;
    if (!item) throw new Error('a push has a story');
    const { id } = await createPush(trx, {
      key: push.key,
      edition: 'breaking',
      kind: push.kind,
      state: push.state,
      topics: [],
      content: isDigest
        ? { type: 'digest', edition: 'morning', instant: '2026-03-01T06:00:00.000Z', items }
        : { type: 'story', label: 'story', item },
      uncertain: push.policy,
      createdBy: 'torture',
      priority: priorities[push.kind],
    });
    return id;
  });
}

/** One more than is sent, where there are any. */
function picturesFor(key: string, count: number): { imageUrl: string | null; pictures?: string[] } {
  const [imageUrl, ...pictures] = Array.from({ length: count }, (_, place) => `https://example.org/${key}${place}.jpg`);
  if (imageUrl === undefined) return { imageUrl: null };
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
  const title = `${push.key}r${Number(earlier.count) + 1}.1`;
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
