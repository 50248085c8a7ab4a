import { opensWithPast } from '../text/index.ts';
import { END_WORD_BEHIND, FEED_FOOTER_BEHIND } from './item-end.ts';
import { pagesEnd, rowOf } from './joined.ts';
import { plainOf, type RemovalReason } from './page.ts';
import { PERHAPS, pageSpeech } from './speech.ts';

/** A piece of a line, from `from` to `to`; `why` where its form says that a machine put it there. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly why?: RemovalReason;
  /** What stands behind glued titles, where another one's words may still be glued to it. */
  readonly unconfirmed?: true;
}

/**
 * Parts a line that the page ran together: names of files and stamps before the first word, style sheets and script between sentences, an
 * advertisement's label glued to a stop, a feed's footer, an agency's end word or tags behind the last one. Only what its form tells is parted; the
 * rest stays one piece, broken where such a piece stood.
 */
export function unglued(line: string, title: string): Piece[] {
  const titles = titlesEnd(line);
  if (titles > 0)
    return [
      { from: 0, to: titles, why: 'inline-related' },
      { from: titles, to: line.length, unconfirmed: true },
    ];
  const pages = pagesEnd(line);
  if (pages > 0) {
    const rest = { from: pages, to: line.length };
    const isOpening = opensWithPast(line.slice(pages));
    return [{ from: 0, to: pages, why: 'call-to-action' }, isOpening ? rest : { ...rest, unconfirmed: true }];
  }
  const row = rowOf(line);
  if (row.length > 0) return row;
  const cuts = [...headOf(line, title), ...insideOf(line), ...tailOf(line)].toSorted((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let at = 0;
  for (const cut of cuts) {
    if (cut.from < at) continue;
    if (line.slice(at, cut.from).trim() !== '') pieces.push({ from: at, to: cut.from });
    pieces.push(cut);
    at = cut.to;
  }
  if (line.slice(at).trim() !== '') pieces.push({ from: at, to: line.length });
  return pieces;
}

/** «ذات صلة …في غزةأنباء عن …»: where titles under a list's label end that stand without blanks before a paragraph; 0 where nothing tells. */
function titlesEnd(line: string): number {
  if (line.length < GLUED.line || !/[.!؟…][»"”)]*\s*$/.test(line) || !RELATED.test(line)) return 0;
  const joints = [...line.slice(0, GLUED.titles).matchAll(JOINT)];
  const end = joints.at(-1)?.index;
  return end === undefined || line.length - end < GLUED.text ? 0 : end;
}

/** Characters of a line with such titles, of the titles, and of the paragraph behind them. */
const GLUED = { line: 160, titles: 600, text: 50 } as const;

const RELATED =
  /^\s*(?:(?:[أا]خبار|مواضيع|موضوعات|مقالات)\s(?:ذات صلة|مشابهة|متعلقة|مرتبطة)|ذات صلة|[إا]?قر[أا] [أا]يض[اً]+|شاهد [أا]يض[اً]+)\s*:?\s+(?=["«“\p{L}])/u;

/** Between a letter that ends words, a year, a closing mark or a question, and the next word without a blank. */
const JOINT = /(?<=[ةى؟!»”]|\p{L}"|(?<!\d)(?:19|20)\d{2})(?=(?![مه](?!\p{L}))[\u0621-\u064A]{2})/gu;

/** Characters at either end of a line in which such pieces are sought, and fewest of the text that they are parted from. */
const REACH = { head: 400, tail: 500, text: 30 } as const;

/** «سمر القاضي سهول 24أعلن …»: a writer and a house whose name a figure ends, glued to the first word. */
const SIGNED = /^\s*(?:\p{L}+\s){2,5}\d{2,4}(?=[\u0621-\u064A]{3})/u;

/** «شرفة البيت القديمشرفة البيت القديم»: a picture's alternative text and its words again, with no blank between them. */
const TWICE = /^\s*(\S[^.؟!]{10,150}?\S)\1(?!\1)/u;

function headOf(line: string, title: string): Piece[] {
  const head = line.slice(0, REACH.head);
  const twice = TWICE.exec(head);
  if (twice !== null && /\s/.test(twice[1] ?? '')) return [{ from: 0, to: twice[0].length, why: 'credit' }];
  const signed = SIGNED.exec(head)?.[0].length ?? 0;
  if (signed > 0 && opensWithPast(line.slice(signed))) return [{ from: 0, to: signed, why: 'byline' }];
  if (line.length < REACH.text || !/\d|[٠-٩]|_|:\/\/|www\.|الخط/.test(head)) return [];
  const named = title.length > 0 && head.trimStart().startsWith(title) ? head.indexOf(title) + title.length : 0;
  for (const from of new Set([0, named])) {
    const end = from + (FIELDS.exec(head.slice(from))?.[0].length ?? 0);
    if (end > from) return [{ from, to: end, why: 'chrome' }];
  }
  const shared = (SHARES.exec(head) ?? FONT.exec(head))?.[0].length ?? 0;
  // A sentence before the buttons that is not the title is the text's; «د.» ends none.
  const said = head
    .slice(0, shared)
    .replace(title, '')
    .replace(/\.\s*$|(?<!\p{L})\p{L}\./gu, '');
  if (shared > 0 && !/\S[.؟!]/.test(said)) return [{ from: 0, to: shared, why: 'chrome' }];
  const stamp = CLOCK.test(head) ? STAMP.exec(head) : null;
  if (stamp === null) return [];
  const before = head.slice(0, stamp.index).trim();
  if (before !== '' && before !== title.trim()) return [];
  return [{ from: stamp.index, to: stamp.index + stamp[0].length, why: 'byline' }];
}

/** «277_8004998_415134_nحددت …», «IMG_2031قالت …», an identifier of hexadecimal groups: what a picture's file is called. */
const FILE = String.raw`(?:(?:\d+_){2,}[a-z\d]*|_\d+|(?:IMG|DSC|PHOTO|image|screenshot)[_-]?\d{2,}|[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}|(?=[\w-]{12,})(?=\S*\d)(?=\S*[a-zA-Z])[\w-]+(?:_|-\d)[\w-]*)(?:\.(?:jpe?g|png|webp|gif))?\.?`;

/** «date 2019-08-16 …»: a label of the machine's and the day, before the text. */
const DATED = String.raw`(?:date|published|posted|updated|تاريخ النشر|التاريخ)\s*:?\s*(?:[\d٠-٩]{2,4}[-/.][\d٠-٩]{1,2}[-/.][\d٠-٩]{2,4}|\d{4}[-/.]\d{2}(?=\s))(?:\s+[\d٠-٩]{1,2}:[\d٠-٩]{2}(?::[\d٠-٩]{2})?(?:\s*(?:ص|م|am|pm|gmt)(?!\p{L}))?)?`;

/** «https://…», «Sat, 23 Oct 2021 13:24:41 +0000» (RFC 822), «2021-10-23T13:24:41Z» (RFC 3339): a feed's fields. */
const ADDRESS = String.raw`(?:https?:\/\/|www\.)[!-~]+`;
const MACHINE_DATE = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun),\s)?\d{1,2}\s[a-z]{3}\s\d{4}\s\d{2}:\d{2}(?::\d{2})?(?:\s(?:[+-]\d{4}|GMT|UTC))?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?`;

/** «بواسطة … 8 مايو 2023 0 التعليقات النشر 0FacebookTwitterPinterest8544.»: what stands before names of networks that no blank parts. */
const NETWORKS = '(?:Facebook|Twitter|Pinterest|Linkedin|Whats[aA]pp|Telegram|Email|Reddit|Tumblr){3,}';
const SHARES = new RegExp(String.raw`^.{0,330}?\d?${NETWORKS}\d*\.?\s*(?=[«"“(]?[\u0621-\u064A])`, 'u');

/** «أمل الحداد . 19 أغسطس 2025 جنود في المرفأ (رويترز) + الخط -مع …»: what stands before the size of the letters. */
const FONT = /^.{0,330}?[+−-]\s*(?:حجم\s)?الخط\s*[−+-]\s*(?=[«"“(]?[\u0621-\u064A])/u;

/** How the text begins: with a word, or with the hour. */
const TEXT = String.raw`(?=[«"“(]?[\u0621-\u064A]|\d{1,2}:\d{2}\s)`;

/** What only a machine writes, one or several in a row, before the text. */
const FIELDS = new RegExp(
  String.raw`^\s*(?:(?:${FILE}|${DATED}|${ADDRESS}|${MACHINE_DATE})(?:\s+|${TEXT})){1,6}${TEXT}`,
  'iu',
);

const CLOCK = /[\d٠-٩]:[\d٠-٩]/;

/** «الأحد ٦ فبراير ٢٠٢٢ ٠٧:٠٢ بتوقيت غرينتش»: day and clock, as no sentence tells them. */
const STAMP =
  /(?<=^\s*|\s)(?<!(?:في|يوم|منذ|حتى|بتاريخ|الساعة|مساء|صباح)\s)(?:(?:الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)[،,]?\s+)?[\d٠-٩]{1,2}\s+\p{L}{2,8}(?:\s(?:الثاني|الأول|الاول))?[،,]?\s+(?:20\d\d|٢٠[٠-٩]{2})\s*[-–،,|]?\s*(?:الساعة\s+)?[\d٠-٩]{1,2}:[\d٠-٩]{2}(?:\s*(?:بتوقيت\s+\S+|GMT|صباحا?ً?|مساءً?|[صم](?!\p{L})))?\s*(?=[«"“(]?[\u0621-\u064A])/u;

function insideOf(line: string): Piece[] {
  const found: Piece[] = [];
  if (/[{}]|\)\s*;/.test(line))
    for (const { index, 0: run } of line.matchAll(LATIN_RUN)) {
      // What is code to its last mark; a name or a word behind it is the text's.
      const to = Math.max(run.lastIndexOf('}'), run.lastIndexOf(');') + 1, run.lastIndexOf(';')) + 1;
      // The stop that ends the sentence before is the sentence's.
      const from = /^[.!"')\]]+\s+/.exec(run)?.[0].length ?? 0;
      if (to > from && isCode(run.slice(from, to))) found.push({ from: index + from, to: index + to, why: 'script' });
    }
  if (line.includes('علان'))
    for (const { index, 0: label } of line.matchAll(AD_LABEL))
      found.push({ from: index, to: index + label.length, why: 'chrome' });
  return found;
}

/** A run of Latin letters and signs long enough for code. */
const LATIN_RUN = /[!-~][ -~]{12,}[!-~]/g;

/** A style sheet's rules or a script's calls: a pair of braces with a colon or call in it, or assignments that end in a semicolon. */
function isCode(run: string): boolean {
  return /\{[^{}]*[:;][^{}]*\}|\w\([^()]*\)\s*;\s*$|(?:\.push\(|\w\s?=\s?[^=]).*\)?;\s*$|\(\s*\)\s*\{/.test(run);
}

/** «… في المرفأ.إضافة إعلان»: glued to the stop before it, to the word behind it, or behind a stop at the end of the line. */
const AD_LABEL =
  /(?<=[.!؟][»"”]?)(?:[إا]ضافة [إا]علان|مساحة [إا]علاني[ةه])(?=\s*$|\s|\p{L})|(?<=[.!؟][»"”]?\s+)(?:[إا]ضافة [إا]علان|مساحة [إا]علاني[ةه])(?=\s*$|\p{L})|^\s*(?:[إا]ضافة [إا]علان|مساحة [إا]علاني[ةه])(?=(?!ات|ي|ا)\p{L}{3})/gu;

function tailOf(line: string): Piece[] {
  if (line.length < REACH.text) return [];
  const start = Math.max(0, line.length - REACH.tail);
  const tail = line.slice(start);
  const stops = /[.؟!]\s*$/.test(tail);
  for (const { form, why, stopless } of TAILS) {
    if (stopless === true && stops) continue;
    const found = form.exec(tail);
    if (found !== null && start + found.index > 0) return [{ from: start + found.index, to: line.length, why }];
  }
  const offer = GLUED_TO_STOP.test(tail) ? OFFER_BEHIND.exec(tail) : null;
  if (offer !== null && pageSpeech(plainOf(offer[0])) >= PERHAPS)
    return [{ from: start + offer.index, to: line.length, why: 'call-to-action' }];
  return [];
}

/** A sentence that no blank parts from the stop before it: where it speaks to readers or offers something, it stood in a box of its own. */
const OFFER_BEHIND = /(?<=\p{L}\p{M}*[»"”)]?[.!؟][»"”)]?)[\u0621-\u064A][^.!؟]{14,160}[.!؟]?\s*$/u;

/** What it takes at least, told at a glance. */
const GLUED_TO_STOP = /[.!؟][»"”)]?[\u0621-\u064A]/;

/** `stopless`: no line that a stop ends has it, which most do. */
const TAILS: readonly { readonly form: RegExp; readonly why: RemovalReason; readonly stopless?: true }[] = [
  { form: FEED_FOOTER_BEHIND, why: 'notice' },
  // «[٢][٣]»: numbers of sources, which no reader of a summary can look up.
  { form: /(?<=[.!؟…»"”)\p{L}\p{M}])\s*(?:\[[\d٠-٩]{1,3}\]){1,6}\s*$/u, why: 'chrome', stopless: true },
  // «‹tags› 0 تعليقات النشر 0FacebookTwitterPinterest»: the buttons at the foot.
  {
    form: new RegExp(
      String.raw`(?:(?<=[.!؟…][»"”)]?)[^.!؟…]{0,160}?|(?:\d+ )?(?:ال)?تعليقات? \S+ )\d?${NETWORKS}\d*\s*$`,
      'u',
    ),
    why: 'chrome',
    stopless: true,
  },
  // A word or two without a stop, glued to the last one's: a label that stood in a box of its own. In 7,600 paragraphs none ends so.
  {
    form: /(?<=\p{L}[\p{L}\p{M}][»"”)]?\s?[.!؟][»"”)]?)(?:(?<![A-Za-z]\.)[A-Za-z]{2,}(?: [A-Za-z]+){0,2}|[\u0621-\u064A]{3,}(?: [\u0621-\u064A]+)?)\s*$/u,
    why: 'chrome',
    stopless: true,
  },
  { form: END_WORD_BEHIND, why: 'notice' },
  // «(سهول برس)»: whose the text was, by a word that houses of news are called by, behind the last stop.
  {
    form: /(?<=[.!؟…»"]\s)\((?:(?:وكالة|صحيفة|جريدة|موقع|شبكة|مجلة|إذاعة)(?: [\p{L}\d]+){1,3}|(?:[\p{L}\d]+ ){1,2}(?:نيوز|برس|بريس|الإخبارية?|أونلاين|نت|تي في|\d{2}))\)\s*$/u,
    why: 'byline',
    stopless: true,
  },
  // «… في المرفأ. (ANADOLU)», «… (د.ب.أ / رويترز)»: the agencies alone.
  {
    form: /(?<=[.!؟…»"]\s)\((?:(?:ANADOLU|AFP|AP|DPA|EPA|EFE|Reuters|BBC|CNN|RT|DW|رويترز|فرانس برس|الأناضول|الاناضول|شينخوا|سبوتنيك|وكالات|[أا]\.? ?ف\.? ?ب|د\.? ?ب\.? ?[أا])\.?(?:\s*[،,/–-]\s*|(?=\))))+\)\s*$/iu,
    why: 'byline',
    stopless: true,
  },
  // «..., 13.05.2023, سهول نيوز»: a lead that a machine cut, then when and where it stood.
  { form: /(?<=\.{3}|…)[\s,،]*\d{1,2}[./-]\d{1,2}[./-]\d{4}\s*[,،]\s*[^.؟!]{2,40}$/u, why: 'byline', stopless: true },
  // A call behind words that no stop ends.
  {
    form: /\s+(?:لمتابعة (?:\S+ ){1,12}?)?تابع(?:نا|ونا) (?:عبر|على) (?:ال)?(?:تطبيق|قنا[ةت]|صفح|حساب|منص|جوجل|غوغل|google|فيسبوك|واتس|ت[يل]ل[يغج]رام)[^.؟!]{0,120}$/iu,
    why: 'call-to-action',
    stopless: true,
  },
  // Tags: a few words that no stop ends.
  {
    form: /(?<=[.!؟…][»"”)]?)\s+(?:(?:ال)?كلمات (?:ال)?(?:مفتاحية|دالة|دليلية|دلالية)|الوسوم|وسوم|Tags|الأوسمة)\s*[:|]?\s(?:[^\s.؟!،]+\s?){1,12}$/u,
    why: 'chrome',
    stopless: true,
  },
];
