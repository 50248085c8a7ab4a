import { contentStems, normalise } from '../articles/text/index.ts';
import { sharesOf } from './news-start.ts';
import type { SourceSentence } from './source.ts';

type Kind = 'is' | 'why' | 'whether';

/** What a title asks for, or promises to tell. */
interface Question {
  readonly kind: Kind;
  /** Stems of what it asks about; of all the title's words where those behind the question word are few. */
  readonly stems: ReadonlySet<string>;
}

/** So few stems do not tell what a question is about: «فيتامين دي.. أين الحقيقة؟». */
const ENOUGH = 3;

/**
 * Orders of the sentences that answer a title which asks («لماذا …؟», «هل …؟», «من هو …؟») or promises as much («تعرف على …»): in the form
 * of an answer, a cause, a verdict, who or what somebody or something is, they take up its words, or stand right under the same question in the
 * text. None where the title asks nothing, or what has no form of its own («ماذا …؟», «كيف …؟»).
 */
export function answersOf(title: string, sentences: readonly SourceSentence[]): ReadonlySet<number> {
  const question = questionOf(title);
  if (question === null) return new Set();
  const { kind, stems } = question;
  const { form, share } = FORMS[kind];
  const takesUp = sharesOf(stems, sentences);
  const asksAgain = (above: string): boolean =>
    kindOf(normalise(above))?.kind === kind && contentStems(above).some((stem) => stems.has(stem));
  const answers = sentences.filter(
    (one) => form.test(one.plain) && (takesUp(one) >= share || (one.question !== null && asksAgain(one.question))),
  );
  return new Set(answers.map(({ order }) => order));
}

/** «من هو "المحامي الشرس"؟» over «هو رجل قانون مشاكس …»: the pronoun that opens the text is the title's, under which a summary stands. */
export function isNamedInTitle(title: string, opening: SourceSentence): boolean {
  const asked = WHO_IS.exec(normalise(title))?.[1];
  return asked !== undefined && opening.order === 0 && opening.plain.startsWith(`${asked} `);
}

const WHO_IS = /(?:^|[:.،؛"»(-]\s*)(?:من|ما) (هو|هي|هم|هن)\s/;

function questionOf(title: string): Question | null {
  const plain = normalise(title);
  const asked = kindOf(plain);
  if (asked === null) return null;
  const stems = contentStems(asked.matter);
  return { kind: asked.kind, stems: new Set(stems.length < ENOUGH ? contentStems(plain) : stems) };
}

/** What a text asks for, in the one spelling that patterns are read on, and the words about which it asks. */
function kindOf(plain: string): { kind: Kind; matter: string } | null {
  for (const { kind, asks } of QUESTIONS) {
    const matter = asks.exec(plain)?.[1];
    if (matter !== undefined) return { kind, matter };
  }
  return null;
}

const QUESTIONS: readonly { readonly kind: Kind; readonly asks: RegExp }[] = [
  { kind: 'whether', asks: asking(`هل|(?:اين|ما)(?: هي)? (?=(?:ال)?حقيقه)`) },
  {
    kind: 'why',
    asks: asking(`لماذا|ما الذي (?=جعل|دفع|حمل)|ما (?:هي |هو )?(?=سبب|اسباب|سر\\s)|[يت]كشف (?=سبب|اسباب|سر\\s)`),
  },
  { kind: 'is', asks: asking(`(?:من|ما) (?:هو|هي|هم|هن)(?! (?:حجم|عدد|كلفه|تكلفه|ثمن|نسبه|قيمه)\\s)|تعرف(?:وا)? علي`) },
];

/** At the beginning of a text, or behind its first words: «الضربات على سوريا: ما هي …؟». */
function asking(word: string): RegExp {
  return new RegExp(`(?:^|[:.،…؛"»(-]\\s*)(?:و?لكن |[وف])?(?:${word})\\s*(?<=\\s)(.+)`);
}

/** How an answer reads, in the same spelling, and what share (0–1) of the question, rare words counting more, it takes up. */
const FORMS: Readonly<Record<Kind, { readonly form: RegExp; readonly share: number }>> = {
  is: {
    form: /(?:^و?ولدت?\s|البالغه? من العمر|[يت]بلغ .{0,10}من العمر|\sعاما\)|^[وف]?[يت]?(?:عمل|شغل|راس|تراس|ترعي|رعي|قود|قاد|عد|عتبر|عرف|طلق|عني)\s|\s(?:هو|هي)\s|(?:^|\s)(?:مصطلح|عباره عن|باسم|اسم)\s)/,
    share: 0.25,
  },
  why: {
    form: /(?:^|\s)[وف]?(?:لان(?:ه|ها|هم)?|بسبب|سبب(?:ه|ها)|والسبب|[يت]?(?:عود|رجع|عزو|عزا|عزت)\s.{0,40}?(?:الي|ل)|نتيجه|نظرا|جراء|اذ|استنادا|احتجاجا|رفضا)(?=[\s،])/,
    share: 0.3,
  },
  whether: {
    form: /(?:^|\s)[وف]?(?:مضلله?|لا صحه|لا [يت]وجد|نعم|الارجح|من حقه?ا?|من (?:غير )?(?:الممكن|المستبعد|المرجح|المؤكد)|لا [يت]مكن|خلصت?|اثبتت?|تبين|في الحقيقه|سوي)(?=[\s،:])/,
    share: 0.25,
  },
};
