import { normalise, type Token } from '../articles/text/index.ts';
import { setsScene } from './rules/scene.ts';
import { STANDS_FOR_MANY } from './rules/trifles.ts';
import type { SourceSentence } from './source.ts';

/** How many of an article's first sentences may tell what had been before, or a scene, until the news is told. */
const REACH = 12;
/** Share (0–1) of the title, rare words counting more, that a sentence tells which also says when: «قضت … ليلة الأحد». */
const TELLS = 0.25;
/** The same of one that does not say when, and by how much more it must tell than all above it. */
const TELLS_CLEARLY = 0.45;
const AHEAD = 0.25;
/** Words of the title that the body has: fewer tell nothing. */
const WORDS = 3;

/**
 * The sentences with which the summary of an article may begin that opens on background or a scene, the best first, each as it would open it:
 * one that says what all of it comes to («خلاصة الأمر أن …»), one that tells what is new, the first that says what was decided on one of the last
 * days, or what happened then that tells no less of the title than all above it, or the first that tells the title far better («تواصل مصالح الأمن …» stands above
 * the judgment that the title tells of). None for most articles: an opening that tells what has happened, or of these days, is the news.
 */
export function newsStarts(
  sentences: readonly SourceSentence[],
  { titleStems, titleWords }: { titleStems: ReadonlySet<string>; titleWords: readonly Token[] },
  admissible: (sentence: SourceSentence) => boolean,
): SourceSentence[] {
  const [opening, ...below] = sentences;
  if (opening === undefined || saysWhen(opening)) return [];
  const near = below.slice(0, REACH);
  const scene = opensOnScene(opening);
  const tells = sharesOf(titleStems, sentences);
  const asked = askedFor(titleWords);
  const comes = scene || tells(opening) < TELLS_CLEARLY;
  const starts = below.filter((one) => (comes && COMES_TO.test(one.plain)) || (asked !== null && opensOn(asked, one)));
  if (scene || tells(opening) <= TELLS) starts.push(...near.filter(({ plain }) => isNew(plain)));
  if (scene) starts.push(...happened(opening, near, tells));
  return starts.filter(admissible).flatMap((one) => asOpening(one) ?? []);
}

export function opensOnScene({ text, opening }: SourceSentence): boolean {
  return setsScene(normalise(text.slice(opening.droppable)));
}

/** Normalised words of what a title asks for: «ما هي آلية الزناد؟». */
function askedFor([ask, pronoun, ...words]: readonly Token[]): readonly string[] | null {
  const asks = /^(?:ما|من)$/.test(ask?.key ?? '') && /^(?:هو|هي)$/.test(pronoun?.key ?? '');
  return asks && words.length >= 2 ? words.slice(0, 2).map(({ key }) => key) : null;
}

/** «آلية الزناد بند في قرار …» tells what is asked for. */
function opensOn(asked: readonly string[], { words }: SourceSentence): boolean {
  return asked.every((key, at) => words[at]?.key === key || (at === 0 && words[0]?.key === `و${key}`));
}

/** The first below the opening that says when and tells no less of the title than all above it, or that tells the title far better. */
function happened(
  opening: SourceSentence,
  near: readonly SourceSentence[],
  tells: (sentence: SourceSentence) => number,
): SourceSentence[] {
  let most = tells(opening);
  for (const sentence of near) {
    const share = tells(sentence);
    const recent = saysWhen(sentence);
    const news = recent
      ? decides(sentence) || share >= Math.max(TELLS, most)
      : share >= Math.max(TELLS_CLEARLY, most + AHEAD);
    if (news) return [sentence];
    if (recent) return [];
    most = Math.max(most, share);
  }
  return [];
}

/** What share (0–1) of the title a sentence tells. A word of every sentence is what all of the article is about; the news has the rare ones. */
export function sharesOf(
  titleStems: ReadonlySet<string>,
  sentences: readonly SourceSentence[],
  fewest: number = WORDS,
): (told: Pick<SourceSentence, 'stems'>) => number {
  const holders = new Map<string, number>();
  for (const { stems } of sentences) for (const stem of stems) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const weights = [...titleStems].flatMap((stem): [string, number][] => {
    const count = holders.get(stem);
    return count === undefined ? [] : [[stem, 1 / Math.sqrt(count)]];
  });
  const whole = weights.reduce((sum, [, weight]) => sum + weight, 0);
  if (weights.length < fewest) return () => 0;
  return ({ stems }) => weights.reduce((sum, [stem, weight]) => sum + (stems.has(stem) ? weight : 0), 0) / whole;
}

/** The sentence as the first of a summary: «لكن اللجنة فاجأت …» turns what is not told, and stands without it; null where it cannot. */
function asOpening(sentence: SourceSentence): SourceSentence | null {
  const off = FREED.exec(sentence.text)?.[0].length;
  if (off !== undefined) return { ...sentence, opening: { ...sentence.opening, tie: null, droppable: off, tying: 0 } };
  if (sentence.opening.tie === null) return sentence;
  return COMES_TO.test(sentence.plain) ? { ...sentence, opening: { ...sentence.opening, tie: null } } : null;
}

/**
 * «لكن الجديد …», «غير أن المديرة …», where no noun's ending shows the case that «أن» gives it («مصدرين», «فرقاً»); «بعبارة أخرى: …».
 */
const FREED =
  /^(?:(?:و?لكن|(?:غير|بيد|إلا|الا) [أا]ن)\s+(?=(?:ال(?!\p{L}+ين[\s،])\p{L}{3,}|ما)[\s،])|(?:بعبارة|بكلمات) أخرى\s*[:،]\s*(?=\p{L}{3}))/u;

/** «أمس», «ليلة الأحد»; «كل أحد» is no day of these. */
function saysWhen({ words }: SourceSentence): boolean {
  return words.some(({ key }, at) => RECENT.test(key) && !/^(?:كل|ايام|منذ|حتي)$/.test(words[at - 1]?.key ?? ''));
}

const RECENT = /^(?:[وفب]?امس|اليوم|الليله|البارحه|ال(?:اثنين|ثلاثاء|ثلثاء|اربعاء|خميس|جمعه|سبت|احد))$/;

/** Tells what was done, as news is: «قررت», «وافق», «وقعت». */
function decides({ words }: SourceSentence): boolean {
  return words.slice(0, 6).some(({ key }) => DECIDES.test(key));
}

const DECIDES =
  /^[وف]?(?:اعلن|قرر|وافق|اقر|اصدر|وقع|قضي|قض|الغي|الغ|اطلق|منع|رفع|حسم|سحب|ادعي|ادع|حكم|ادان|لفظ|توفي|فاز|تاهل|قتل|اعتقل|افتتح|استقال|انهي|انه|اقال|خفض|ثبت|حجز)(?:ت|وا)?$/;

/** What all of an article comes to, in so many words: «خلاصة الأمر أن …», «يكشف هذا التحقيق …», «إن غياب الظل ليس مسألة تجميل، بل …». */
const COMES_TO =
  /^(?:[وف]|و?لكن |غير ان |الا ان |بيد ان )?(?:(?:و?ال)?خلاصه (?:الامر|القول|الكلام|المشهد)? ?(?:هنا |اذن )?ان(?:ه|ها)?\s|[يت](?:كشف|وثق|خلص) (?:هذا |هذه )?ال(?:تحقيق|مستندات|وثايق|تقرير)[\s،]|ان \S.{5,120}?\s(?:ليس|ليست|لا يحتاج|لا يتعلق|لا تتعلق)\s.{3,160}?\sبل\s)/;

/** What is new, what the figures show, what goes on in truth: «الجديد هو السرعة: …», «ما يجري في الواقع هو …», «هند واحدة من نحو 700 امرأة …». */
function isNew(plain: string): boolean {
  return IS_NEW.test(plain) || STANDS_FOR_MANY.test(plain);
}

const IS_NEW =
  /^(?:[وف]|و?لكن |غير ان |الا ان |بيد ان )?(?:(?:بعباره|بكلمات) اخري|ما (?:يجري|يحدث|جري|حدث|اراه)(?=[\s،]).{0,40}?\s(?:هو|ان)\s|(?:الجديد|المشكله|المفارقه|الحقيقه|المساله)(?=[\s،]).{0,60}?\s(?:هو|هي|ان|بل)\s|(?:خلف|وراء) (?:هذه )?الارقام\s|[يت](?:كشف|ظهر|بين) (?:ال)?(?:ارقام|بيانات|دراسه|مسح)[\s،])/;
