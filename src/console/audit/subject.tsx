import type { AuditEntry } from '../../database/audit-report.ts';
import { laneWords } from '../push-words.ts';

type Shown = Pick<AuditEntry, 'subject' | 'articleId'>;

/** What it was done to, linked where there is a page of it. What nobody foresaw stays as it was written. */
export function Subject({ subject, articleId }: Shown) {
  const [, kind = '', name = ''] =
    /^(push|story|offer|user|feed|line of|lane|one reader on) (.+)$/s.exec(subject) ?? [];
  switch (kind) {
    case 'push':
      return <a href={`/console/pushes/${name}`}>الدفعة {name}</a>;
    case 'story':
      return <a href={`/console/stories/${name}`}>القصة {name}</a>;
    case 'offer':
      return articleId === null ? <>العرض {name}</> : <a href={`/console/stories/${articleId}`}>القصة {articleId}</a>;
    case 'user':
      return <bdi>{name}</bdi>;
    case 'feed':
      return (
        <>
          المصدر <bdi>{name}</bdi>
        </>
      );
    case 'line of':
      return (
        <>
          موقع <bdi>{name}</bdi>
        </>
      );
    case 'lane':
      return <Lane name={name} />;
    case 'one reader on':
      return <>قارئ على {laneWords(`${name}:`).channel}</>;
  }
  if (/^[a-z-]+:\S+$/.test(subject)) return <Lane name={subject} />;
  const readers = /^(\d+) readers$/.exec(subject)?.[1];
  if (readers !== undefined) return <>عددهم {readers}</>;
  return <bdi class="detail">{subject}</bdi>;
}

function Lane({ name }: { readonly name: string }) {
  const { channel, account } = laneWords(name);
  return (
    <a href="/console/operations">
      {channel} <bdi class="code">{account}</bdi>
    </a>
  );
}
