import { ofForm } from '../articles/text/index.ts';
import type { ClaimCost } from './claim-cost.ts';
import { isBut, isExcept, speaksForAccused } from './claims.ts';
import { alike } from './repetition.ts';
import { isBareDenial } from './rules/soundness.ts';
import type { SourceSentence } from './source.ts';

/** Above this share of common words two sentences say the same. */
const TOO_ALIKE = 0.5;

/**
 * Whether the rules let `source` stand behind `told`: it is understood without what it goes on with, and says nothing again. `isNext` tells whether
 * nothing stands between it and another but what an editor passes over.
 */
export function mayFollow(
  source: SourceSentence,
  told: readonly SourceSentence[],
  claims: ClaimCost,
  isNext: (before: SourceSentence) => boolean,
): boolean {
  const before = told.at(-1);
  const titled = source.words.slice(0, 2).some(isHonoured);
  const next = before !== undefined && (before.order === source.order - 1 || (titled && isNext(before)));
  const adjacent = next && source.followsOn;
  if (before === undefined && (source.item !== null || (source.inTurn && source.opening.background))) return false;
  if (isBareDenial(source.plain) && !adjacent && !tellsWhoDenies(told, source)) return false;
  if (source.denies && speaksForAccused(source.words) && (claims.accused || before?.accuses === true)) return true;
  const answers = claims.side.has(source.order) || (source.denies && claims.accused);
  const replies =
    answers && (claims.side.has(source.order) || answersCharge(told, source)) && repliesTo(before, source);
  const voiced = source.voiced !== null && before !== undefined;
  if (source.opening.tie !== null && !adjacent && !replies && !voiced) return false;
  return told.every((other) => alike(other, source) <= TOO_ALIKE);
}

/** Whether «ونفت شركة «حصاد» الاتهامات» has one of its words of whom in what was told: who was not spoken of is not whom the charge is against. */
function tellsWhoDenies(told: readonly SourceSentence[], { words }: SourceSentence): boolean {
  const who = words.slice(1).filter((word) => !isCharge(word));
  return who.some(({ stem }) => told.some(({ stems }) => stems.has(stem)));
}

/** «إلا أن الحكومة تنكر هذه الاتهامات» answers the charge, «إلا أن الوزارة تنفي نيتها إغلاق المصنع» answers something else. */
function answersCharge(told: readonly SourceSentence[], { words }: SourceSentence): boolean {
  if (!isExcept(words[0]) || words.slice(1).some(isCharge)) return true;
  return told.some(({ stems }) => stems.has(words[2]?.stem ?? ''));
}

const isCharge = ofForm(/^(?:ال)?(?:تهم|تهمه|اتهام|اتهامات|مزاعم|ادعاءات|ذلك|كلها|جميعها|موجهه|اليه|اليها|اليهم)$/);

/** «لكن حسن قال …»: the other side answers, whatever stood between; with «إلا أن الحكومة تنكر …» it answers the opening or what accuses it. */
function repliesTo(before: SourceSentence | undefined, { words: [first, second] }: SourceSentence): boolean {
  if (isBut(first)) return true;
  return isExcept(first) && second?.key === 'ان' && (before?.order === 0 || before?.accuses === true);
}

/** «وشهد سموه التوقيع»: he whom all of a ceremony's report is about, whatever of it is left out. */
const isHonoured = ofForm(
  /^(?:سموه|سموها|جلالته|جلالتها|فخامته|معاليه|معاليها|سعادته|سعادتها|دولته|سيادته|سماحته|فضيلته|غبطته|قداسته)$/,
);
