import { isSpeaking, ofForm, screened } from '../articles/text/index.ts';
import { REFUSING } from './rules/lexicon.ts';
import type { SourceSentence } from './source.ts';
import type { TitleClaims } from './title-claims.ts';

/** Share (0–1) of the title's claims that a refusal takes up, to be of what the title tells. */
const OF_TITLE = 0.4;
/** Words within which a sentence comes to its refusal, its own or one that it reports. */
const FRONT = { own: 4, reported: 14 } as const;

/**
 * Orders of the sentences in which another refuses what title and opening tell («ورفض الرئيس فكرة نقل السفارة»), or says that it is not settled yet («قال
 * الوزير إن القرار النهائي لم يتخذ بعد»): without them it reads as agreed. None where the opening itself is of a refusal.
 */
export function refusedOf(
  promised: TitleClaims | null,
  [opening, ...below]: readonly SourceSentence[],
): ReadonlySet<number> {
  if (promised === null || opening === undefined || opening.denies || refuses(opening)) return new Set();
  const { share, toldBy } = promised;
  const isAgainst = (one: SourceSentence): boolean =>
    one.opening.tie === null &&
    !one.opening.background &&
    !one.quotes &&
    (UNSETTLED.test(one.plain) || (refuses(one) && share(toldBy(one.words)) >= OF_TITLE));
  return new Set(below.filter(isAgainst).map(({ order }) => order));
}

function refuses({ words }: SourceSentence): boolean {
  const says = words.slice(0, FRONT.own).some(({ key }) => isSpeaking(key));
  return words.slice(0, says ? FRONT.reported : FRONT.own).some(isRefusal);
}

const isRefusal = ofForm(new RegExp(`^[وف]?${REFUSING}$`));

/** Normalised: who decides says that he has not. */
const UNSETTLED = screened(
  /(?:^|\s)(?:ان|بان)?(?:ال)?(?:قرار|قرارا)(?: ال?نهايي(?:ا)?)? (?:لم [يت]تخذ|لم [يت]صدر|لم [يت]حسم)(?=[\s،.])|\s(?:انه|انها|بانها|بانه) لم (?:[يت]قرر|[يت]تخذ (?:اي )?قرار|[يت]حسم)(?=[ا\s])|\sلم [يت]صدر (?:اي|بعد) (?:\S+ )?(?:اعلان|قرار|تاكيد) رسمي/,
);
