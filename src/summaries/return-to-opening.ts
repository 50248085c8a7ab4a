import { isSpeaking } from '../articles/text/index.ts';
import type { ChoiceContext } from './candidates.ts';
import { type Choice, chooseSet } from './choose.ts';
import { isNoNews } from './genre.ts';
import { opensOnScene, sharesOf } from './news-start.ts';
import { hasPronoun, isPointing, isPronoun } from './rules/pronouns.ts';
import type { Fault } from './rules/soundness.ts';
import type { SourceSentence } from './source.ts';

type Context = Omit<ChoiceContext, 'lead'>;

/**
 * The set that opens with an article's own first sentence, where that was passed over for a small blemish and what was chosen in its place tells less of the title:
 * the opening points at the news above it («تعد هذه المباراة أول ظهور للمنتخب منذ 28 عاماً» is clear under its title, above which nothing stands), it exclaims, or it is no news.
 * Where the other tells as much of the title, it stays.
 */
export function returnedToOpening(
  choice: Choice | null,
  context: Context,
  choose: (context: Context) => Choice | null,
): Choice | null {
  const [opening] = context.sentences;
  const first = choice?.sentences[0]?.source;
  if (opening === undefined || first?.order === 0) return choice;
  const noNews = first !== undefined && isNoNews(context.sentences, context.titleStems);
  if (noNews && (context.maxChars > opening.chars * TIGHT || isPoint(first, context, choose))) return choice;
  if (first?.order === 1 && OF_PICTURES.test(opening.pointsBack ?? '')) return choice;
  const other = openedWith(opening, context, choose);
  if (other?.sentences[0]?.source.order !== 0) return choice;
  if (choice === null || first === undefined) return other;
  const tells = sharesOf(context.titleStems, context.sentences, 1);
  const told = ({ sentences }: Choice): number =>
    tells({ stems: new Set(sentences.flatMap(({ source }) => [...source.stems])) });
  return told(other) > told(choice) + CLEARLY ? other : choice;
}

/** Share (0–1) of the title by which more is clearly more. */
const CLEARLY = 0.02;

/** How much of the opening's length the room of an article that is no news may be, where its point is not waited for. */
const TIGHT = 1.3;
/** «التقطت هذه الصور …», which text has not, opens only where not even the sentence behind it has room. */
const OF_PICTURES = /^(?:صور|فيديو|لقط|مقطع|رسوم|خريط)/;

/** Whether it is with `first` that the point of an article that is no news is made where there is room for it: a short sentence that fits is not that point. */
function isPoint(first: SourceSentence, context: Context, choose: (context: Context) => Choice | null): boolean {
  if (context.maxChars >= ROOM) return true;
  const wide = choose({ ...context, maxChars: ROOM });
  return wide === null || wide.sentences.some(({ source }) => source.order === first.order);
}

/** Characters in which a point can be made. */
const ROOM = 300;

function openedWith(
  opening: SourceSentence,
  context: Context,
  choose: (context: Context) => Choice | null,
): Choice | null {
  if (pointsAtTitle(opening) && context.admissible(opening)) {
    const freed = { ...opening, opening: { ...opening.opening, tie: null, droppable: jointOf(opening) } };
    return choose({ ...context, sentences: context.sentences.with(0, freed) });
  }
  if (opening.opening.tie !== null) return null;
  const calm = exclaimsOnly(opening)
    ? { ...opening, text: opening.text.replace(/\s*!+$/, '.'), faults: NONE }
    : opening;
  if (!context.admissible(calm) || (calm === opening && opensOnScene(opening))) return null;
  return chooseSet({ ...context, sentences: context.sentences.with(0, calm), lead: 'kept' });
}

const NONE: readonly Fault[] = [];

/** Whether all that is wrong is that it ends with «!!», perhaps behind dots for a comma. */
function exclaimsOnly({ text, plain, faults }: SourceSentence): boolean {
  return /[\p{L}\p{M}]\s*!+$/u.test(text) && !/[؟?]/.test(plain) && faults.every((fault) => EXCLAIMING.has(fault));
}

const EXCLAIMING: ReadonlySet<Fault> = new Set<Fault>(['question', 'paused']);

/** Whether all that ties a sentence to what stands above it is «ذلك» or «هذه …» for what is told there. */
function pointsAtTitle({ order, plain, words, opening }: SourceSentence): boolean {
  if (order !== 0 || opening.tie === null || opening.tie === 'speaker' || opening.background) return false;
  if (COMES.test(plain)) return true;
  const at = words.slice(0, REACH).findIndex(({ key }) => isPointing(key));
  const noun = words[at + 1];
  if (noun === undefined || at < 0 || !/^ال\p{L}{3,}/u.test(noun.key)) return false;
  return !words.slice(0, at).some((word) => isSpeaking(word.key) || isPronoun(word) || hasPronoun(word.text));
}

/** «ويأتي ذلك قبيل …»; that it came «في مقابلة» says nothing. */
const COMES =
  /^و?(?:[يت]اتي|جاءت?) (?:ذلك|هذا|هذه|تلك)(?: ال\S+)?،? (?!في (?:مقابله|تصريح|بيان|كلمه|موتمر|خطاب|حديث|تغريده))/;
/** Words at whose head a sentence points at what it goes on with. */
const REACH = 4;

/** UTF-16 length of the «و» that joins. */
function jointOf({ text }: SourceSentence): number {
  return /^و(?=(?:[يت]|جاء|هذ|تلك|قد\s|ست|سي|أ|ا)\p{L}*)(?:قد\s+)?/u.exec(text)?.[0].length ?? 0;
}
