import { type Kysely, sql } from 'kysely';

/**
 * What the lists of the console look for. `title_words` gives the words of a title in one spelling, as `normalise` folds
 * them, each also without what is written together with it before the article («وال», «بال», «لل»); see `story-list.ts`.
 * They are kept beside the title, since taking it apart takes seventy microseconds; the function uses nothing but
 * PostgreSQL's own, as it must be found whatever the search path is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function title_words(title text) returns tsvector
    language sql immutable strict parallel safe as $$
      select array_to_tsvector(coalesce(array_agg(distinct form), '{}'))
      from regexp_split_to_table(
          regexp_replace(
            translate(
              regexp_replace(lower(title collate "C"), '[\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u0640\\u00AD\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]', '', 'g'),
              'أإآٱؤئىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'ااااويييهك01234567890123456789'),
            '[\\u0001-\\u002F\\u003A-\\u0060\\u007B-\\u00BF\\u060C\\u061B\\u061F\\u066A-\\u066D\\u06D4\\u2000-\\u206F\\u2E00-\\u2E7F\\u3000-\\u303F\\uFF00-\\uFF0F]+', ' ', 'g'),
          ' ') as word
        cross join lateral unnest(array[word, regexp_replace(word, '^(?:[وف]?[بك]?ال|[وف]?لل|و)(?=..)', '')]) as form
      where form <> ''
    $$`.execute(db);
  await sql`
    alter table article_version
      add column title_words tsvector generated always as (title_words(title)) stored`.execute(db);
  await sql`create index article_title_words on article_version using gin (title_words)`.execute(db);
  await sql`create index article_state on article (state, published_at desc, id desc)`.execute(db);
  await sql`create index push_edition on push (edition, id desc)`.execute(db);
  await sql`create index audit_actor on audit (actor, id desc)`.execute(db);
  await sql`create index audit_kind on audit (split_part(action, '.', 1), id desc)`.execute(db);
}
