import type { Migration } from 'kysely';
import * as foundation from './0001-foundation.ts';
import * as retentionAndNotices from './0002-retention-and-notices.ts';
import * as destinations from './0003-destinations.ts';
import * as sources from './0004-sources.ts';
import * as whatsapp from './0005-whatsapp.ts';
import * as messageIds from './0006-message-ids.ts';
import * as corrections from './0007-corrections.ts';
import * as channelTold from './0008-channel-told.ts';
import * as mostRead from './0010-most-read.ts';
import * as whatsappTo from './0011-whatsapp-to.ts';
import * as whatsappCloud from './0012-whatsapp-cloud.ts';
import * as pauseTold from './0013-pause-told.ts';
import * as fare from './0014-fare.ts';
import * as expiry from './0015-expiry.ts';
import * as uncertainIndex from './0016-uncertain-index.ts';
import * as proposalShownAs from './0017-proposal-shown-as.ts';
import * as writer from './0018-writer.ts';
import * as recentMessagesIndex from './0019-recent-messages-index.ts';
import * as pictures from './0020-pictures.ts';
import * as houseLines from './0021-house-lines.ts';
import * as rest from './0022-rest.ts';
import * as destinationLost from './0023-destination-lost.ts';
import * as uncountedTries from './0024-uncounted-tries.ts';
import * as setAside from './0025-set-aside.ts';
import * as laneTrouble from './0026-lane-trouble.ts';
import * as destinationMoved from './0027-destination-moved.ts';
import * as fareAgreed from './0028-fare-agreed.ts';
import * as seemGone from './0029-seem-gone.ts';
import * as destinationIndex from './0030-destination-index.ts';
import * as troubleAlone from './0031-trouble-alone.ts';
import * as recordId from './0032-record-id.ts';
import * as users from './0033-users.ts';
import * as editedProposals from './0034-edited-proposals.ts';
import * as lists from './0035-lists.ts';
import * as decisions from './0036-decisions.ts';

/** All migrations in order. They only go forward; a file that has been released never changes. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-retention-and-notices': retentionAndNotices,
  '0003-destinations': destinations,
  '0004-sources': sources,
  '0005-whatsapp': whatsapp,
  '0006-message-ids': messageIds,
  '0007-corrections': corrections,
  '0008-channel-told': channelTold,
  '0010-most-read': mostRead,
  '0011-whatsapp-to': whatsappTo,
  '0012-whatsapp-cloud': whatsappCloud,
  '0013-pause-told': pauseTold,
  '0014-fare': fare,
  '0015-expiry': expiry,
  '0016-uncertain-index': uncertainIndex,
  '0017-proposal-shown-as': proposalShownAs,
  '0018-writer': writer,
  '0019-recent-messages-index': recentMessagesIndex,
  '0020-pictures': pictures,
  '0021-house-lines': houseLines,
  '0022-rest': rest,
  '0023-destination-lost': destinationLost,
  '0024-uncounted-tries': uncountedTries,
  '0025-set-aside': setAside,
  '0026-lane-trouble': laneTrouble,
  '0027-destination-moved': destinationMoved,
  '0028-fare-agreed': fareAgreed,
  '0029-seem-gone': seemGone,
  '0030-destination-index': destinationIndex,
  '0031-trouble-alone': troubleAlone,
  '0032-record-id': recordId,
  '0033-users': users,
  '0034-edited-proposals': editedProposals,
  '0035-lists': lists,
  '0036-decisions': decisions,
};
