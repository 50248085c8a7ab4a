import type { Newsroom } from '../../config/newsroom.ts';
import { auditActions } from '../../database/audit.ts';
import { type AuditEntry, type AuditKind, auditKinds } from '../../database/audit-report.ts';
import type { User } from '../../users/user.ts';
import { addressOf, Older } from '../older.tsx';
import { Page } from '../page.tsx';
import { Moment, span } from '../time.tsx';
import { Details } from './details.tsx';
import { Subject } from './subject.tsx';
import { actionWords, actorName, kindNames } from './words.ts';

/** `/console/audit`: who did what, the newest first. */
export function AuditPage(props: {
  readonly user: User;
  readonly newsroom: Newsroom;
  readonly entries: readonly AuditEntry[];
  readonly actors: readonly string[];
  readonly actor: string | undefined;
  readonly kind: AuditKind | undefined;
  readonly isFirst: boolean;
  /** Where the next page begins; null when this is the last. */
  readonly next: number | null;
}) {
  const { user, newsroom, entries, actors, actor, kind, isFirst, next } = props;
  const zone = newsroom.timeZone;
  const path = (before?: number) =>
    addressOf('/console/audit', { actor, kind, before: before === undefined ? undefined : String(before) });
  return (
    <Page user={user} title="السجلّ" here="/console/audit">
      <p class="soft">
        ما يقرّره الناس هنا وعلى تلغرام وفي سطر الأوامر، ويُحفظ {span(newsroom.retention.audit)}. لا يُذكر فيه قارئ.
      </p>
      <form method="get" action="/console/audit" class="filter">
        <label>
          <span>من</span>
          <select name="actor">
            <option value="">الجميع</option>
            {actors.map((one) => (
              <option value={one} selected={one === actor}>
                {actorName(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>في</span>
          <select name="kind">
            <option value="">كلّ شيء</option>
            {auditKinds.map((one) => (
              <option value={one} selected={one === kind}>
                {kindNames[one]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">عرض</button>
      </form>
      {entries.length === 0 ? (
        <p class="card empty">لا شيء من هذا.</p>
      ) : (
        <ul class="rows">
          {entries.map((entry) => (
            <Entry entry={entry} zone={zone} />
          ))}
        </ul>
      )}
      <Older first={path()} isFirst={isFirst} more={next === null ? null : path(next)} />
    </Page>
  );
}

function Entry({ entry, zone }: { readonly entry: AuditEntry; readonly zone: string }) {
  const { actor, action, subject, articleId, detail, at } = entry;
  const known = auditActions.find((one) => one === action);
  const isOwn = subject === `user ${actor}`;
  return (
    <li class="card row" data-entry={action}>
      <p class="grow">
        <strong>
          <bdi>{actorName(actor)}</bdi>
        </strong>
        {' · '}
        {known === undefined ? <bdi class="code">{action}</bdi> : actionWords[known]}
        {!isOwn && (
          <>
            {': '}
            <Subject subject={subject} articleId={articleId} />
          </>
        )}
        <br />
        <span class="soft">
          <Details detail={detail} zone={zone} />
        </span>
      </p>
      <p class="soft">
        <Moment at={at} zone={zone} />
      </p>
    </li>
  );
}
