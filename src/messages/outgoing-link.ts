import type { ChannelName } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';
import { countedLink } from './counted-link.ts';

/** The link that readers get for a story. */
export type OutgoingLink = (
  story: { readonly articleId: number | null; readonly link: string },
  channel: ChannelName,
) => string;

/**
 * How this newsroom's links leave: with the campaign's parameters, or, where opened links are counted, by way of this
 * program, which adds them when it leads on.
 *
 * @param counted null where links are not counted; its base is asked for at each link, for the sandbox's is known late
 */
export function outgoingLinks(
  links: Newsroom['links'],
  counted: { readonly key: Buffer; readonly base: () => string | null } | null,
): OutgoingLink {
  return ({ articleId, link }, channel) => {
    const base = counted?.base() ?? null;
    if (counted === null || base === null || articleId === null || !isWebAddress(link)) {
      return withCampaign(link, links.campaign[channel]);
    }
    return countedLink(counted.key, base, { channel, articleId, target: link });
  };
}

/** The link with the campaign's parameters; one that the address has already is replaced. */
export function withCampaign(link: string, campaign: Readonly<Record<string, string>>): string {
  const names = Object.entries(campaign);
  if (names.length === 0 || !isWebAddress(link)) return link;
  const url = new URL(link);
  for (const [name, value] of names) url.searchParams.set(name, value);
  return url.href;
}

function isWebAddress(link: string): boolean {
  return URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);
}
