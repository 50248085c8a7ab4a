import type { OfferedChange } from '../../editions/offer-changes.ts';
import type { OpenOffer } from '../../editions/offers.ts';
import { may, type User } from '../../users/user.ts';
import { Changes } from '../article-changes.tsx';
import type { Rendering } from '../bubbles.tsx';
import { Ago } from '../time.tsx';
import { WebLink } from '../web-link.tsx';

/** An offer with what it tells of. */
export interface ShownOffer {
  readonly offer: OpenOffer;
  readonly change: OfferedChange;
}

/** A story changed after it was sent: what changed, and whether readers are to hear of it. */
export function OfferCard(props: {
  readonly shown: ShownOffer;
  readonly user: User;
  readonly rendering: Rendering;
  readonly now: Date;
}) {
  const { shown, user, rendering, now } = props;
  const { offer, change } = shown;
  const { texts, newsroom } = rendering;
  return (
    <article class="card proposal" id={`offer-${offer.id}`}>
      <header>
        <h3>
          <WebLink to={change.link}>{change.title}</WebLink>
        </h3>
        <p class="soft">
          {texts.say('editors.correction')} <Ago at={offer.changedAt} now={now} zone={newsroom.timeZone} />
        </p>
      </header>
      <Changes changes={change.changes} texts={texts} />
      {may(user, 'publish') && (
        <form method="post" action={`/console/offers/${offer.id}/decide`} class="orders">
          <input type="hidden" name="version" id={`version-${offer.id}`} value={offer.version} hx-morph-skip="true" />
          <button type="submit" name="order" value="correct">
            {texts.say('editors.change.correct')}
          </button>
          <button type="submit" name="order" value="tell">
            {texts.say('editors.change.tell')}
          </button>
          <button type="submit" name="order" value="ignore" class="quiet">
            {texts.say('editors.change.ignore')}
          </button>
        </form>
      )}
    </article>
  );
}
