import { hasWhatsAppChannel } from '../../config/newsroom.ts';
import { proposalNotes } from '../../conversation/editors/proposal-head.ts';
import { loadProposal, type Proposal, waitingProposals } from '../../editions/proposals.ts';
import { picturesOf } from '../../editions/push.ts';
import type { ConsoleParts } from '../parts.ts';
import type { ShownProposal } from './proposal-card.tsx';

type Parts = Pick<ConsoleParts, 'db' | 'newsroom' | 'texts' | 'overCap' | 'templateReach'>;

/** Cards on one page. */
export const mostCards = 30;

/** The proposals that wait, with what is said of each; and whether there are more than a page takes. */
export async function shownProposals(parts: Parts): Promise<{ shown: ShownProposal[]; more: 'none' | 'some' }> {
  const waiting = await waitingProposals(parts.db, mostCards + 1);
  const shown: ShownProposal[] = [];
  for (const push of waiting.slice(0, mostCards)) shown.push(await withNotes(parts, push));
  return { shown, more: waiting.length > mostCards ? 'some' : 'none' };
}

/** A proposal that waits; undefined when it is none any more. */
export async function shownProposal(parts: Parts, id: number): Promise<ShownProposal | undefined> {
  const push = await loadProposal(parts.db, id);
  return push?.state === 'proposed' ? withNotes(parts, push) : undefined;
}

async function withNotes(parts: Parts, push: Proposal): Promise<ShownProposal> {
  const over = await parts.overCap(push.id);
  const { photos } = parts.newsroom.channels.telegram;
  const pictures = push.content.type === 'story' ? picturesOf(push.content.item, photos).length : 0;
  const notes = await proposalNotes(parts, push, { over, morePictures: Math.max(0, pictures - 1) });
  return { ...notes, push, channel: hasWhatsAppChannel(parts.newsroom, push.edition) ? 'there' : 'none' };
}
