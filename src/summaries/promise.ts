import { tokens } from '../articles/text/index.ts';
import type { Candidate, Chosen } from './candidates.ts';
import { COSTS } from './costs.ts';
import { CLEARLY_TOLD, type TitleClaims } from './title-claims.ts';

/** Words of the title that a sentence must be the first to tell, to be taken before the next in order that tells none of them. */
const SOME = 2;

/** What sets of candidates tell of the title's claims behind an opening; nothing where there are none. */
export class TitlePromise {
  /** What keeping the promise may add to any set. */
  readonly most: number;
  private readonly claims: TitleClaims | null;
  private readonly opened: number;

  /** `opened` is what the opening tells of the claims. */
  constructor(claims: TitleClaims | null, opened: number, pool: readonly Candidate[]) {
    this.claims = claims;
    this.opened = opened;
    this.most = pool.some(({ tells }) => this.beyond(opened, tells) >= CLEARLY_TOLD) ? COSTS.claimed : 0;
  }

  /** What it is worth that a set clearly tells more of the title than the opening. */
  worthOf(chosen: readonly Chosen[]): number {
    if (this.claims === null || this.most === 0) return 0;
    const more = this.claims.share(this.toldBy(chosen)) - this.claims.share(this.opened);
    return more < CLEARLY_TOLD ? 0 : more * COSTS.claimed;
  }

  /** Whether the first of `others` tells clearly what the title promises and the opening and those before it do not, and the rest stand right behind it. */
  isKeptBy(before: readonly Chosen[], [first, ...others]: readonly Chosen[]): boolean {
    if (first === undefined || this.most === 0) return false;
    const { order } = first.candidate.source;
    const adjacent = others.every(({ candidate }, index) => candidate.source.order === order + index + 1);
    return adjacent && this.beyond(this.opened | this.toldBy(before), this.toldBy([first])) >= CLEARLY_TOLD;
  }

  /** Whether `one` tells some of the title that those before it do not, and `next`, which stands in order, tells none of that. */
  isBetterKeptBy(before: readonly Chosen[], one: Candidate, next: number): boolean {
    const open = ~this.toldBy(before);
    return bits(one.tells & open) >= SOME && (next & one.tells & open) === 0;
  }

  private beyond(known: number, told: number): number {
    return this.claims?.share(told & ~known) ?? 0;
  }

  private toldBy(chosen: readonly Chosen[]): number {
    return chosen.reduce((told, { candidate, form }) => {
      const tells = form.extent === 'whole' ? candidate.tells : (this.claims?.toldBy(tokens(form.text)) ?? 0);
      return told | tells;
    }, 0);
  }
}

function bits(mask: number): number {
  return mask.toString(2).replaceAll('0', '').length;
}
