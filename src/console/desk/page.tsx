import type { Child } from 'hono/jsx';
import type { EndedPush, OpenPush } from '../../delivery/open-pushes.ts';
import { may, type User } from '../../users/user.ts';
import type { Rendering } from '../bubbles.tsx';
import { Live, type Notice, NoticeLine, Page } from '../page.tsx';
import { OfferCard, type ShownOffer } from './offer-card.tsx';
import { type AskedTime, ProposalCard, type ShownProposal } from './proposal-card.tsx';
import { Ended, Sending, type Standing, StandingStill, Waiting } from './underway.tsx';

/** Everything that the desk shows. */
export interface Desk {
  readonly proposals: readonly ShownProposal[];
  /** Whether more wait than are shown. */
  readonly more: 'none' | 'some';
  readonly offers: readonly ShownOffer[];
  readonly sending: readonly OpenPush[];
  readonly standing: readonly Standing[];
  readonly waiting: readonly OpenPush[];
  readonly ended: readonly EndedPush[];
}

/** `/console`: what needs a decision first, then what is on its way. */
export function DeskPage(props: {
  readonly user: User;
  readonly desk: Desk;
  readonly rendering: Rendering;
  readonly now: Date;
  /** Of what was decided just now; renewed with the page, because it can be undone for a while only. */
  readonly fate: { readonly notice: Notice; readonly path: string } | undefined;
  readonly notice: Notice | undefined;
  readonly asked: AskedTime | undefined;
  readonly link: string;
}) {
  const { user, desk, rendering, now, fate, notice, asked, link } = props;
  const { zone, ...at } = { zone: rendering.newsroom.timeZone, now };
  const path = fate?.path ?? '/console';
  const live = (id: string, children: Child) => (
    <Live id={id} path={path} topics={['desk', 'pushes', 'lanes']}>
      {children}
    </Live>
  );
  const { proposals, more, offers, standing, sending, waiting, ended } = desk;
  return (
    <Page user={user} title="غرفة التحرير" here="/console" notice={notice}>
      {fate && live('fate', <NoticeLine notice={fate.notice} />)}
      {live(
        'desk',
        <>
          {standing.length > 0 && (
            <Part title="متوقّف، ويحتاج إلى نظر">
              <StandingStill standing={standing} at={{ ...at, zone }} />
            </Part>
          )}
          <section aria-labelledby="waiting-proposals">
            <h2 id="waiting-proposals">بانتظار قراركم</h2>
            {proposals.length + offers.length === 0 && (
              <p class="card empty">
                لا شيء ينتظر. القصة الجديدة من مصدر تراجعونه تظهر هنا، وكذلك القصة التي يتغيّر نصّها بعد إرسالها.
              </p>
            )}
            {offers.map((shown) => (
              <OfferCard shown={shown} user={user} rendering={rendering} now={now} />
            ))}
            {proposals.map((proposal) => (
              <ProposalCard
                proposal={proposal}
                user={user}
                rendering={rendering}
                now={now}
                from="desk"
                asked={asked?.pushId === proposal.push.id ? asked : undefined}
              />
            ))}
            {more === 'some' && (
              <p class="card">
                وهناك غيرها ينتظر: <a href="/console/pushes?state=proposed">كلّ ما ينتظر القرار</a>
              </p>
            )}
          </section>
          <Part title="يُرسل الآن">
            {sending.length === 0 ? (
              <p class="empty">لا شيء في الطريق. ما تقرّرون نشره يظهر هنا حتى يصل.</p>
            ) : (
              <Sending pushes={sending} />
            )}
          </Part>
          {waiting.length > 0 && (
            <Part title="ينتظر موعده">
              <Waiting pushes={waiting} at={{ ...at, zone }} />
            </Part>
          )}
          <Part title="انتهى اليوم">
            {ended.length === 0 ? (
              <p class="empty">لم ينتهِ إرسال شيء اليوم بعد.</p>
            ) : (
              <Ended pushes={ended} at={{ ...at, zone }} />
            )}
          </Part>
        </>,
      )}
      {may(user, 'publish') && (
        <section class="card">
          <h2>إرسال قصة بعينها</h2>
          <form method="post" action="/console/proposals" class="fields">
            <label>
              <span>رابط القصة؛ يُعدّ منها اقتراح تقرّرون فيه</span>
              <input type="url" name="link" required dir="ltr" value={link} autocomplete="off" inputmode="url" />
            </label>
            <button type="submit">إعداد اقتراح</button>
          </form>
        </section>
      )}
    </Page>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: Child }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
