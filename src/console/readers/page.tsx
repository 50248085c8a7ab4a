import type { ChannelName } from '../../channels/channel.ts';
import type { Newsroom } from '../../config/newsroom.ts';
import type { SubscriberState } from '../../database/schema.ts';
import type { DestinationReport } from '../../subscribers/destination-report.ts';
import type { Movement, SubscriberCounts, TopicChoices } from '../../subscribers/overview.ts';
import type { User } from '../../users/user.ts';
import { channelWords, editionName, topicName } from '../newsroom-words.ts';
import { Page } from '../page.tsx';
import { Reason } from '../reason.tsx';
import { count, Moment, span } from '../time.tsx';
import { languageWords, subscriberStates } from './words.ts';

export interface ReadersShown {
  readonly user: User;
  readonly newsroom: Newsroom;
  readonly counts: SubscriberCounts;
  readonly topics: TopicChoices;
  readonly week: Movement;
  readonly month: Movement;
  readonly destinations: readonly DestinationReport[];
}

/** `/console/readers`: how many, never who. */
export function ReadersPage({ user, newsroom, counts, topics, week, month, destinations }: ReadersShown) {
  const active = counts.byChannel.filter(({ state }) => state === 'active');
  return (
    <Page user={user} title="القرّاء" here="/console/readers">
      <p class="notice">
        هنا أعداد لا غير، ولا سبيل منها إلى أحد: عنوان كلّ قارئ محفوظ مشفّراً، يفتحه البرنامج ساعة الإرسال وحدها، ولا اسم
        له عندنا. من يدخل إلى هنا، أو يُجبَر على فتح هذه الصفحة، لا يعرف من يقرأنا.
      </p>
      <div class="tables">
        <Table
          title="على كلّ قناة"
          head={['القناة', ...states.map((state) => subscriberStates[state])]}
          rows={byChannel(counts)}
        />
        <Table
          title="اللغة"
          head={['اللغة', 'القرّاء']}
          rows={sums(active, ({ language }) => (language === 'en' ? languageWords.en : languageWords.ar))}
        />
        <Table
          title="النشرات"
          head={['النشرة', 'القرّاء']}
          rows={counts.byEdition.map((row) => [editionName(newsroom, row.edition), row.count])}
        />
        <Table
          title="المواضيع"
          head={['الموضوع', 'من اختاروه']}
          rows={[
            ['كلّ المواضيع', topics.all],
            ...topics.byTopic.map((row): Row => [topicName(newsroom, row.topic), row.count]),
          ]}
        />
        <Table
          title="من جاء ومن ذهب"
          head={['', 'آخر 7 أيّام', 'آخر 30 يوماً']}
          rows={[
            ['انضمّوا', week.joined, month.joined],
            ['غادروا', week.left, month.left],
            ['لم يعد من سبيل إليهم', week.gone, month.gone],
          ]}
        />
      </div>
      <p class="soft">
        من طلب محو كلّ ما يتعلّق به ليس في هذه الأعداد، ومن غادر يُنسى بعد {span(newsroom.retention.leftSubscribers)}.
      </p>
      <Destinations destinations={destinations} newsroom={newsroom} />
    </Page>
  );
}

const states: readonly SubscriberState[] = ['active', 'left', 'gone'];

type Row = readonly [string, ...number[]];

function byChannel({ byChannel: rows }: SubscriberCounts): Row[] {
  const of = (channel: ChannelName, state: SubscriberState) =>
    rows.filter((row) => row.channel === channel && row.state === state).reduce((sum, row) => sum + row.count, 0);
  const channels = (['telegram', 'whatsapp'] as const).filter((channel) => rows.some((row) => row.channel === channel));
  return channels.map((channel) => [channelWords[channel], ...states.map((state) => of(channel, state))]);
}

function sums<T extends { readonly count: number }>(rows: readonly T[], nameOf: (row: T) => string): Row[] {
  const found = new Map<string, number>();
  for (const row of rows) found.set(nameOf(row), (found.get(nameOf(row)) ?? 0) + row.count);
  return [...found];
}

function Table(props: { readonly title: string; readonly head: readonly string[]; readonly rows: readonly Row[] }) {
  const { title, head, rows } = props;
  return (
    <section class="card">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p class="soft">لا أحد بعد.</p>
      ) : (
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...numbers]) => (
              <tr>
                <th scope="row">{name}</th>
                {numbers.map((number) => (
                  <td>{count(number)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Destinations(props: { readonly destinations: readonly DestinationReport[]; readonly newsroom: Newsroom }) {
  const { destinations, newsroom } = props;
  if (destinations.length === 0) return null;
  return (
    <section class="card" id="destinations">
      <h2>قنواتنا ومجموعاتنا</h2>
      <p class="soft">ما عُرّف منها في الإعدادات. ليست من القرّاء، ولا تُحسب معهم.</p>
      <ul class="plain">
        {destinations.map(({ channel, editions, lost, moved }) => (
          <li>
            {channelWords[channel]}: {editions.map((edition) => editionName(newsroom, edition)).join('، ')}{' '}
            {lost === null ? (
              <span class="well">تعمل</span>
            ) : (
              <span class="ill">
                تعذّر النشر فيها منذ <Moment at={lost.since} zone={newsroom.timeZone} />. <Reason reason={lost.reason} />
              </span>
            )}
            {moved && <span class="wait"> صار لها معرّف جديد: اكتبوه في الإعدادات (nashra doctor يسمّيه).</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
