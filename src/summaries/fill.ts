import { type Candidate, type ChoiceContext, type Chosen, formsBehind } from './candidates.ts';
import type { ClaimCost } from './claim-cost.ts';
import { COSTS } from './costs.ts';
import { mayFollow } from './follows.ts';
import { goesOnWithStory } from './leaps.ts';
import { charsOf, named } from './placing.ts';
import { standingCost } from './standing.ts';
import { tellingOf } from './telling.ts';

/** Sentences below the last one within which another may fill the room. */
const NEAR = 12;
/** How much it must tell, see `tellingOf`: in two of three of the summaries that it fills an editor wanted it, in one of ten not. */
const TELLS = 0.43;
/** A sentence that costs so much where it stands leans on what was not told. */
const LEANS = 1;
/** Share (0–1) of its matter beyond which a sentence only says again. */
const SAID_AGAIN = 0.5;

/**
 * The sentence from further down that fills the room which the best set leaves, or null: of those that stand there by themselves, go on with the
 * story and tell enough, the one that tells most. It pays nothing for leaving the lead, for nothing of the lead gives way to it.
 */
export function fillOf(
  chosen: readonly Chosen[],
  pool: readonly Candidate[],
  claims: ClaimCost,
  context: ChoiceContext,
): Chosen | null {
  const last = chosen.at(-1);
  if (last === undefined || last.form.extent !== 'whole' || chosen.length >= context.maxSentences) return null;
  const room = context.maxChars - charsOf(chosen);
  const toldBefore = chosen.map(({ candidate }) => candidate.source);
  const known = new Set(chosen.flatMap(({ candidate }) => candidate.concepts));
  const promised = chosen.reduce((mask, { candidate }) => mask | candidate.tells, 0);
  const { weights } = context.concepts;
  const mayFill = ({ source, prior }: Candidate): boolean => {
    const below = source.order - last.candidate.source.order;
    if (below <= 0 || below > NEAR || prior < 0 || source.turned || source.chars > room) return false;
    if (pointsBack(source)) return false;
    if (!goesOnWithStory(source, toldBefore, context.titleStems)) return false;
    if (!mayFollow(source, toldBefore, claims, () => false)) return false;
    return claims.of([...toldBefore, source]) <= claims.of(toldBefore);
  };
  const tells = ({ source, concepts, tells: claimed }: Candidate): number => {
    const adds = concepts.reduce((sum, id) => sum + (known.has(id) ? 0 : (weights[id] ?? 0)), 0);
    const ofTitle = context.promised?.share(claimed & ~promised) ?? 0;
    return tellingOf(source, { adds, ofTitle, answers: claims.side.has(source.order) });
  };
  let best: Chosen | null = null;
  let most = TELLS;
  for (const candidate of pool.filter(mayFill)) {
    const telling = tells(candidate);
    if (telling <= most || saysAgain(candidate, chosen)) continue;
    const placed = chosen.map((one) => one.candidate);
    if (standingCost(candidate, placed, context) > LEANS) continue;
    const form = formsBehind(candidate, chosen).find(({ chars, cost }) => chars <= room && cost === 0);
    if (form === undefined) continue;
    const filled = [...chosen, { candidate, form }];
    if (named(filled, room - form.chars).cost - named(chosen, room).cost > COSTS.repairedName) continue;
    most = telling;
    best = { candidate, form };
  }
  return best;
}

/** «ومن المنتظر أن يكون هذا أول لقاء بين الزعيمين»: which? */
function pointsBack({ words }: Candidate['source']): boolean {
  return words.slice(0, FRONT).some(({ key }, at) => {
    const next = words[at + 1]?.key ?? '';
    return /^هذ[اه]$/.test(key) && (/^(?:اول|ثاني|ثالث|اخر)$/.test(next) || /^ال(?:مره|اولي)$/.test(next));
  });
}

/** Words at whose head what a sentence is of is told. */
const FRONT = 8;

function saysAgain({ matter }: Candidate, chosen: readonly Chosen[]): boolean {
  const told = [...matter].filter((stem) => chosen.some(({ candidate }) => candidate.source.stems.has(stem)));
  return told.length > matter.size * SAID_AGAIN;
}
