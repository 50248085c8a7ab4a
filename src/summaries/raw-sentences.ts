import type { Block, BlockKind } from '../articles/article.ts';
import { isFinished, isListed, isStopless } from '../articles/boilerplate/kind.ts';
import { datelineLength, isDateline } from '../articles/dateline/index.ts';
import {
  isFigureRow,
  opensWithVerb,
  quotations,
  screened,
  segmentSentences,
  type Token,
  tokens,
} from '../articles/text/index.ts';
import { mended, stopped } from './mend.ts';
import { withoutQuestionTail } from './question-tail.ts';
import { withSpacing } from './slips/index.ts';
import { strangeHead } from './strange-head.ts';
import { inTurn, turnsOf } from './turns.ts';

/** A piece of an article's body; `start` is its offset in the body text. */
export interface Passage extends Pick<Block, 'kind' | 'text' | 'unconfirmed'> {
  readonly start: number;
}

/** How much of an article is read: what stands further down is not what it says first of all, and the time for it is bounded. */
const READ = { sentences: 160, characters: 30_000, passage: 8_000 } as const;

/** A sentence of the body as it was parted from its paragraph. */
export interface RawSentence {
  readonly text: string;
  /** The same without the blanks that its author forgot, where it lacks some: it may have room where the other has none. */
  readonly tight: string | null;
  /** UTF-16 offsets in the body text. */
  readonly start: number;
  readonly end: number;
  /** Place of its paragraph. */
  readonly paragraph: number;
  readonly kind: BlockKind;
  /** The sentence before it stands in the same section: nothing but a paragraph break between them. */
  readonly followsOn: boolean;
  /** Stands in a paragraph that answers the question right above it. */
  readonly answers: boolean;
  /** The question line right above its paragraph. */
  readonly question: string | null;
  /** A turn of an interview, as a quotation behind who says it. */
  readonly inTurn: boolean;
  /** A line of a list without a stop, where there is running text too: it opens nothing, and of `others` nothing announces it, so it may be another story's title. */
  readonly item: 'own' | 'others' | null;
}

/** The body's sentences, slips mended; headings and captions give none but part sections, a table's rows give none. */
export function rawSentences(passages: readonly Passage[], title: readonly Token[] = []): RawSentence[] {
  const split: RawSentence[] = [];
  let headed = true;
  let characters = 0;
  let above: string | null = null;
  const told = (): ReadonlySet<string> => {
    const first = passages.findIndex(({ kind }) => kind !== 'heading' && kind !== 'caption');
    const others = passages.filter((_, at) => at !== first).map(({ text }) => text.slice(0, READ.passage));
    return new Set([...title, ...tokens(others.join(' ').slice(0, READ.characters))].map(({ stem }) => stem));
  };
  // Points without a stop over the text are more of its title: «- المدير: الخط الجديد يفتح في الصيف».
  const text = passages.findIndex(({ kind }) => kind === 'paragraph' || kind === 'quotation');
  const stopless = isStopless(passages);
  const turns = turnsOf(passages);
  passages.forEach((passage, paragraph) => {
    const question = above;
    above = isQuestionLine(passage) ? passage.text : null;
    const isPoint = paragraph < text && passage.kind === 'list' && !isFinished(passage.text);
    const isItem = text >= 0 && passage.kind === 'list' && !isFinished(passage.text);
    const item = !isItem ? null : stopless || isAnnounced(passages, paragraph) ? 'own' : 'others';
    if (isPoint || passage.kind === 'heading' || passage.kind === 'caption') {
      headed = headed || passage.kind !== 'caption';
      return;
    }
    if (split.length >= READ.sentences || characters >= READ.characters) return;
    if ((split.length === 0 && isDateline(passage.text)) || isFigureRow(passage.text)) return;
    const turn = turns.get(paragraph);
    const stated = STATEMENT.test(passages[paragraph - 1]?.text ?? '');
    const parted = segmentSentences(passage.text.slice(turn?.from ?? 0, READ.passage));
    // Where reading stopped within a sentence, that one is not whole; alone it may still give its main clause.
    const sentences = passage.text.length > READ.passage && parted.length > 1 ? parted.slice(0, -1) : parted;
    characters += Math.min(passage.text.length, READ.passage);
    for (const [index, sentence] of sentences.slice(0, READ.sentences - split.length).entries()) {
      if (turn !== undefined) {
        const told = inTurn(sentence.text, turn);
        const start = passage.start + turn.from + sentence.start;
        const end = start + sentence.text.length;
        if (told !== null)
          split.push({
            ...spaced(told),
            start,
            end,
            paragraph,
            kind: passage.kind,
            followsOn: !headed,
            answers: turn.speaker === '',
            question: null,
            inTurn: turn.speaker !== '',
            item,
          });
        continue;
      }
      if (index === 0 && saysOfItem(sentence.text, passages[paragraph - 1]?.text ?? '')) continue;
      const news = withoutQuestionTail(sentence.text);
      const length = news > 0 ? news : sentence.text.length;
      const place = index > 0 ? 'inside' : split.length === 0 ? 'opens-article' : 'opens-paragraph';
      const dateline =
        datelineLength(sentence.text, place) || (place === 'opens-article' ? strangeHead(sentence.text, told) : 0);
      const written = news > 0 ? `${sentence.text.slice(dateline, news)}.` : sentence.text.slice(dateline);
      const isLast = index === parted.length - 1;
      split.push({
        ...spaced(
          mended(
            isLast && stopless ? stopped(written) : written,
            stated && index === 0 ? 'opens-statement' : split.length === 0 ? 'opens-article' : 'inside',
          ),
        ),
        start: passage.start + sentence.start + dateline,
        end: passage.start + sentence.start + length,
        paragraph,
        kind: passage.kind,
        followsOn: !headed,
        answers: question !== null && above === null,
        question,
        inTurn: false,
        item,
      });
      headed = false;
    }
  });
  return withSpeakers(split);
}

/**
 * Whether a line of a list is the article's own: it has its mark or number, or stands under a heading or what announces it («… هي:»). Short lines in a row
 * right below running text are mostly titles of other stories.
 */
function isAnnounced(passages: readonly Passage[], at: number): boolean {
  const head = passages.slice(0, at).findLast(({ kind, text }) => kind !== 'list' || isFinished(text));
  return isListed(passages[at]?.text ?? '') || head?.kind === 'heading' || /:\s*$/.test(head?.text ?? '');
}

function spaced(text: string): Pick<RawSentence, 'text' | 'tight'> {
  const apart = withSpacing(text);
  return { text: apart, tight: apart === text ? null : text };
}

/** «رواية عن عائلة تعود إلى قريتها» right under «1. «بيت من زجاج» لهدى بركات»: what is said of an item, with none of its words, is nothing without it. */
function saysOfItem(sentence: string, head: string): boolean {
  if (!ITEM_HEAD.test(head) || isFinished(head)) return false;
  const named = new Set(tokens(head).map(({ stem }) => stem));
  const shared = new Set(tokens(sentence).flatMap(({ stem }) => (stem.length > 2 && named.has(stem) ? [stem] : [])));
  // Under a work's title any verb is of its people.
  return /["«“]/.test(head) ? shared.size < 2 : shared.size < 1 && !opensWithVerb(sentence);
}

const ITEM_HEAD = /^\s*\d{1,2}\s*[-.)–]\s*\S/;

/** «صدر عن الوزارة البيان التالي:» */
const STATEMENT = screened(/(?:بيان|بلاغ|تعميم|ما يلي|الآتي|التالي)[^:.]{0,40}:\s*$/);

/** A quotation and the sentence that says whose it is are one: «“لن يبقى مكب”. بهذه العبارة افتتحت الوزيرة المؤتمر». */
function withSpeakers(split: readonly RawSentence[]): RawSentence[] {
  const joined: RawSentence[] = [];
  for (const sentence of split) {
    const quoted = joined.at(-1);
    if (quoted !== undefined && sentence.followsOn && isQuotation(quoted.text) && NAMES_WHOSE.test(sentence.text))
      joined[joined.length - 1] = {
        ...quoted,
        text: `${quoted.text} ${sentence.text}`,
        tight: null,
        end: sentence.end,
      };
    else joined.push(sentence);
  }
  return joined;
}

function isQuotation(text: string): boolean {
  const [span, another] = quotations(text).spans;
  return span?.start === 0 && another === undefined && /^[.…]?$/.test(text.slice(span.end).trim());
}

const NAMES_WHOSE = /^(?:بهذه|بهذا|بتلك|هكذا|هذا ما|هذه (?:كلمات|عبارة|جملة|الكلمات|العبارة|الجملة))\s/;

/** A paragraph that is one question. */
function isQuestionLine({ text, kind }: Passage): boolean {
  return kind !== 'caption' && text.length <= LONGEST_QUESTION && /[؟?]["»”]?\s*$/.test(text);
}

const LONGEST_QUESTION = 300;
