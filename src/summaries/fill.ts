import { type Candidate, type ChoiceContext, type Chosen, formsBehind } from './candidates.ts';
import type { ClaimCost } from './claim-cost.ts';
import { COSTS } from './costs.ts';
import { mayFollow } from './follows.ts';
import { type Form, nameAll } from './forms.ts';
import { goesOnWithStory } from './leaps.ts';
import { standingCost } from './standing.ts';
import { tellingOf } from './telling.ts';

/** Sentences below the last one within which another may fill the room. */
const NEAR = 12;
/** What a sentence that fills the room must tell, see `tellingOf`. */
const TELLS = 0.43;
/** A sentence that costs so much where it stands leans on what was not told. */
const LEANS = 1;
/** Share of its matter beyond which a sentence only says again. */
const HALF = 0.5;

/**
 * The sentence from further down that fills the room which the best set leaves, or null: of those that stand there by themselves, go on with the
 * story and tell something, the one that tells most. Nothing of the opening gives way to it.
 */
export function fillOf(
  chosen: readonly Chosen[],
  pool: readonly Candidate[],
  claims: ClaimCost,
  context: ChoiceContext,
): Chosen | null {
  const last = chosen.at(-1);
  if (last === undefined || last.form.extent !== 'whole' || chosen.length >= context.maxSentences) return null;
  const room = context.maxChars - chosen.reduce((sum, { form }) => sum + form.chars + 1, 0);
  const told = chosen.map(({ candidate }) => candidate.source);
  const known = new Set(chosen.flatMap(({ candidate }) => candidate.concepts));
  const { weights } = context.concepts;
  const promised = chosen.reduce((mask, { candidate }) => mask | candidate.tells, 0);
  const named = costOfNames(chosen, room);
  const claimed = claims.of(told);
  let best: Chosen | null = null;
  let most = TELLS;
  for (const candidate of pool) {
    const { source } = candidate;
    const below = source.order - last.candidate.source.order;
    if (below <= 0 || below > NEAR || candidate.prior < 0 || source.turned) continue;
    if (!mayFollow(source, told, claims, () => false) || !goesOnWithStory(source, told, context.titleStems)) continue;
    if (claims.of([...told, source]) > claimed) continue;
    const placed = chosen.map((one) => one.candidate);
    const standing = standingCost(candidate, placed, context);
    if (standing > LEANS) continue;
    const form = formsBehind(candidate, chosen).find(({ chars, cost }) => chars <= room && cost === 0);
    if (form === undefined || toldShare(candidate, chosen) > HALF) continue;
    const filled: Chosen = { candidate, form };
    if (costOfNames([...chosen, filled], room - form.chars) - named > COSTS.repairedName) continue;
    const adds = candidate.concepts.reduce((sum, id) => sum + (known.has(id) ? 0 : (weights[id] ?? 0)), 0);
    const ofTitle = context.promised?.share(candidate.tells & ~promised) ?? 0;
    const tells = tellingOf(source, { adds, ofTitle, answers: claims.side.has(source.order) });
    if (tells <= most) continue;
    most = tells;
    best = filled;
  }
  return best;
}

/** Share (0–1) of what a sentence tells that those before it have. */
function toldShare({ matter }: Candidate, chosen: readonly Chosen[]): number {
  const told = [...matter].filter((stem) => chosen.some(({ candidate }) => candidate.source.stems.has(stem)));
  return told.length / Math.max(1, matter.size);
}

function costOfNames(chosen: readonly { candidate: Candidate; form: Form }[], room: number): number {
  return nameAll(
    chosen.map(({ candidate: { source }, form }) => ({ source, form })),
    room,
  ).cost;
}
