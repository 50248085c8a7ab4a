import type { ChannelName } from '../../channels/channel.ts';
import type { EditionConfig, Newsroom } from '../../config/newsroom.ts';
import type { Carries, EditionReport } from '../../editions/edition-report.ts';
import type { DestinationReport } from '../../subscribers/destination-report.ts';
import type { User } from '../../users/user.ts';
import { channelWords, topicNames } from '../newsroom-words.ts';
import { Live, Page } from '../page.tsx';
import { readers, stateTones, stateWords } from '../push-words.ts';
import { counted, Moment, span } from '../time.tsx';
import { WebLink } from '../web-link.tsx';
import { kinds, nothing, tickStates } from './words.ts';

export interface ShownEdition {
  readonly name: string;
  readonly config: EditionConfig;
  /** Of one that leaves by the clock. */
  readonly next: readonly Date[];
  readonly readers: readonly { readonly channel: ChannelName; readonly count: number }[];
  readonly destinations: readonly DestinationReport[];
  readonly report: EditionReport;
}

/** `/console/editions`: what leaves when, to how many, and what it would carry. */
export function EditionsPage(props: {
  readonly user: User;
  readonly newsroom: Newsroom;
  readonly editions: readonly ShownEdition[];
}) {
  const { user, newsroom, editions } = props;
  return (
    <Page user={user} title="النشرات" here="/console/editions">
      <p class="soft">تُعرَّف النشرات ومواعيدها في إعدادات غرفة الأخبار (newsroom.yaml).</p>
      <Live id="editions" path="/console/editions" topics={['desk']}>
        {editions.map((edition) => (
          <Edition edition={edition} newsroom={newsroom} />
        ))}
      </Live>
    </Page>
  );
}

function Edition({ edition, newsroom }: { readonly edition: ShownEdition; readonly newsroom: Newsroom }) {
  const { name, config, next, report } = edition;
  const zone = newsroom.timeZone;
  const topics = config.kind === 'weekly' ? [] : config.topics;
  return (
    <section class="card" data-edition={name}>
      <h2>
        <bdi>{config.names.ar}</bdi>
      </h2>
      <p class="soft">
        {kinds[config.kind]}.{topics.length > 0 && ` من مواضيعها وحدها: ${topicNames(newsroom, topics)}.`}
        {config.silent && ' تصل بلا صوت.'}
        {!config.default && ' لا تصل إلا من اختارها.'}
      </p>
      <dl class="facts">
        {config.kind !== 'breaking' && (
          <>
            <dt>مواعيدها التالية</dt>
            <dd>{next.length === 0 ? 'لا موعد لها في السنة القادمة' : <Instants instants={next} zone={zone} />}</dd>
          </>
        )}
        <dt>قرّاؤها</dt>
        <dd>
          {edition.readers.length === 0
            ? 'لا أحد بعد'
            : edition.readers
                .map(({ channel, count }) => `${channelWords[channel]}: ${counted(count, readers)}`)
                .join(' · ')}
        </dd>
        {edition.destinations.length > 0 && (
          <>
            <dt>قنواتنا ومجموعاتنا</dt>
            <dd>
              {edition.destinations.length}
              {edition.destinations.some(({ lost }) => lost !== null) && (
                <>
                  {' '}
                  <a class="ill" href="/console/readers#destinations">
                    تعذّر النشر في بعضها
                  </a>
                </>
              )}
            </dd>
          </>
        )}
      </dl>
      {report.carries !== null && <CarriesNow carries={report.carries} />}
      <Pushes report={report} zone={zone} />
      {config.kind !== 'breaking' && <Ticks report={report} graceMs={config.grace} zone={zone} />}
    </section>
  );
}

function Instants({ instants, zone }: { readonly instants: readonly Date[]; readonly zone: string }) {
  return (
    <ul class="plain">
      {instants.map((at) => (
        <li>
          <Moment at={at} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function CarriesNow({ carries: { kind, stories } }: { readonly carries: Carries }) {
  return (
    <div>
      <h3>لو حان موعدها الآن</h3>
      {kind !== 'new' && <p class="soft">{nothing[kind]}</p>}
      {stories.length > 0 && (
        <ol class="stories">
          {stories.map(({ articleId, title, link }) => (
            <li>
              {articleId === null ? (
                <WebLink to={link}>{title}</WebLink>
              ) : (
                <a href={`/console/stories/${articleId}`}>
                  <bdi>{title}</bdi>
                </a>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Pushes({ report: { pushes }, zone }: { readonly report: EditionReport; readonly zone: string }) {
  return (
    <div>
      <h3>آخر دفعاتها</h3>
      {pushes.length === 0 ? (
        <p class="soft">لم تُرسل بعد.</p>
      ) : (
        <ul class="plain">
          {pushes.map((push) => (
            <li>
              <a href={`/console/pushes/${push.id}`}>
                <bdi>{push.title === '' ? `دفعة ${push.id}` : push.title}</bdi>
              </a>
              <br />
              <span class="soft">
                <Moment at={push.sendAt} zone={zone} />
                {push.audience > 0 && ` · ${counted(push.audience, readers)}`} ·{' '}
              </span>
              <span class={stateTones[push.state]}>{stateWords[push.state]}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Ticks(props: { readonly report: EditionReport; readonly graceMs: number; readonly zone: string }) {
  const { report, graceMs, zone } = props;
  return (
    <div>
      <h3>مواعيدها الماضية</h3>
      {report.ticks.length === 0 ? (
        <p class="soft">لم يحن موعد لها بعد.</p>
      ) : (
        <ul class="plain">
          {report.ticks.map(({ instant, state, pushId }) => (
            <li>
              <Moment at={instant} zone={zone} /> ·{' '}
              {pushId === null ? (
                <span class={state === 'skipped' ? 'ill' : 'soft'}>{tickStates[state]}</span>
              ) : (
                <a href={`/console/pushes/${pushId}`}>{tickStates[state]}</a>
              )}
            </li>
          ))}
        </ul>
      )}
      {report.skipped.length > 0 && (
        <p class="wait">
          فاتت آخر مرّة يوم <Moment at={report.skipped[0] ?? new Date(0)} zone={zone} />: كان البرنامج متوقّفاً، وحين عاد
          كان قد مضى على الموعد أكثر من مهلة هذه النشرة ({span(graceMs)}). تُرسل القصص مع الموعد التالي إن كانت من مدّته.
        </p>
      )}
    </div>
  );
}
