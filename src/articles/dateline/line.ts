import { opensWithPast, opensWithVerb, tokens, WEEKDAY } from '../text/index.ts';
import { foldSameLength, LONGEST, type Part, type PartKind } from './parts.ts';
import { TOWNS } from './towns.ts';

/** Where a sentence stands: a house writes its line before an article's first words, and at the head of a paragraph. */
export type SentencePlace = 'opens-article' | 'opens-paragraph' | 'inside';

/** Parts that may be a dateline, before the rest of their sentence. */
export class Line {
  readonly end: number;
  private readonly parts: readonly Part[];
  private readonly mark: string;
  /** The mark stands at the word before it, with a blank behind: «أفق– ». */
  private readonly isHung: boolean;
  private readonly rest: string;

  constructor(parts: readonly Part[], sentence: string) {
    this.parts = parts;
    const last = parts.at(-1);
    this.end = last?.end ?? 0;
    this.mark = last?.mark ?? '';
    this.isHung =
      last !== undefined && last.end - last.closes > last.mark.length && sentence[last.closes] === last.mark;
    this.rest = sentence.slice(this.end, Math.max(LONGEST, this.end + FRONT));
  }

  /** What is left is a sentence, and something tells that what stands before it is none of its words. */
  stands(place: SentencePlace): boolean {
    const [first] = this.parts;
    if (first === undefined || tokens(this.rest).length < 3 || /[،,]$/.test(this.mark) || namesBody(this.parts))
      return false;
    if (this.parts.slice(0, -1).some(({ kind, mark }) => kind === 'name' && mark.includes(':'))) return false;
    if (this.mark.includes(':') && !this.speaksForItself(place)) return false;
    return this.isSigned() || this.isDated(place) || this.isLabelled() || this.isOfAHouse(place) || this.isNamed(place);
  }

  /**
   * Length of a house's name that nothing parts from the sentence: of two words between a town's long stroke and the verb («فاس ـــ أصداء الوادي أقرت …»),
   * of one behind a day in two calendars, which agencies alone write («… الموافق 23 يناير 2025 م واص افتتح …»).
   */
  nameBehind(): number {
    const isStroke = this.parts.at(-1)?.kind === 'town' && /^ـ{2,}$/.test(this.mark);
    const isDay = this.isInTwoCalendars && this.parts.at(-1)?.kind === 'date';
    const form = isStroke ? /^\p{L}+\s\p{L}+\s+(?=\p{L})/u : isDay ? SHORT_NAME : null;
    const name = form?.exec(this.rest)?.[0] ?? '';
    const behind = this.rest.slice(name.length);
    return name !== '' && !opensWithVerb(this.rest) && (opensWithVerb(behind) || (!isStroke && OPENS.test(behind)))
      ? name.length
      : 0;
  }

  private get isInTwoCalendars(): boolean {
    return !this.isMarked && this.has('town') && this.parts.some(isInTwoCalendars);
  }

  private has(...kinds: readonly PartKind[]): boolean {
    return this.parts.some(({ kind }) => kinds.includes(kind));
  }

  private count(...kinds: readonly PartKind[]): number {
    return this.parts.filter(({ kind }) => kinds.includes(kind)).length;
  }

  private get isMarked(): boolean {
    return this.mark !== '';
  }

  /** A colon without a blank before the sentence, as feeds print a house: «أخبار الضفاف:خلال …». */
  private get isGlued(): boolean {
    const last = this.parts.at(-1);
    return last?.mark === ':' && last.end - last.closes === 1;
  }

  /** Nothing behind it is set between dashes, as the rest of an apposition would be: «بيروت – المدينة التي لا تنام – …». */
  private get isApart(): boolean {
    return !/\s[-–—ـ]{1,3}\s/.test(this.rest);
  }

  /** Opens with a verb that has its subject behind it; «قال إن …» has it before: «محمد – قال إن …», «ترامب: قلت لكم …». */
  private get isNews(): boolean {
    return opensWithVerb(this.rest) && !SPOKEN.test(this.rest);
  }

  private get hasHappened(): boolean {
    return opensWithPast(this.rest) && this.isNews;
  }

  /** A colon stands behind who speaks too («ترامب: لن …», «رويترز: إيران …»), and behind each of a list's places. */
  private speaksForItself(place: SentencePlace): boolean {
    const [first, second] = this.parts;
    const last = this.parts.at(-1);
    if (second !== undefined && last?.kind === 'name') return this.hasHappened;
    // «خبر الضاحية – صفاقس: …»
    const isFrom = last?.kind === 'town' && first?.kind === 'name' && place === 'opens-article';
    if (second !== undefined) return this.has(...SIGNING) || (isFrom && this.parts.length === 2);
    // Who is asked in an interview is shortened so too.
    if (first?.kind === 'byline' && first.text.includes('.')) return place === 'opens-article';
    if (first?.kind === 'town')
      return place === 'opens-article' && this.hasHappened && !ALSO_COUNTRIES.test(first.text);
    const isFront = this.isGlued && place === 'opens-article';
    if (first?.kind === 'name') return (isFront || / من /.test(first.text)) && this.isNews;
    if (first?.kind === 'house' && isFront) return true;
    return first?.kind === 'agency' || first?.kind === 'house' || first?.kind === 'quoted' ? this.hasHappened : true;
  }

  /** An agency or a writer. */
  private isSigned(): boolean {
    const last = this.parts.at(-1);
    const others = this.parts.filter((part) => part !== last);
    if (this.has('byline'))
      return this.isMarked && (others.length > 0 || /[.:：-]/.test(last?.text ?? '') || this.hasHappened);
    if (!this.has('agency')) return false;
    if (this.isMarked || (last?.enclosed === true && others.some(({ mark }) => mark !== '' && !/[،,]/.test(mark))))
      return true;
    const place = others.map(({ text }) => text).join(' ');
    // «عرضت القناة (BBC) فيلماً»: brackets alone make no dateline before what is no sentence's beginning.
    return (
      others.length > 0 && (this.isNews || (last?.enclosed === true && !/\s/.test(place) && !isParticle(this.rest)))
    );
  }

  /** A day with its month, or a clock. */
  private isDated(place: SentencePlace): boolean {
    const [first, second] = this.parts;
    if (first?.kind === 'clock') return this.isMarked || !isTimeTold(this.rest);
    const behind = this.parts.slice(this.parts.findIndex(isInTwoCalendars) + 1);
    if (this.isInTwoCalendars && behind.every(({ kind }) => kind === 'agency' || kind === 'house')) return true;
    const dated = this.parts.some(({ kind, text }) => kind === 'date' && /\d{4}|\p{L}/u.test(text));
    // «حلب 8 أكتوبر 2021 (وكالة الضفاف) …»
    if (dated && first?.kind === 'town' && this.parts.at(-1)?.enclosed === true && this.parts.at(-2)?.kind === 'date')
      return true;
    if (!dated || !this.isMarked) return false;
    // «18 تموز – قال …»
    const isAlone = second === undefined && place === 'opens-article' && /^[-–—]$/.test(this.mark);
    return (
      (isAlone && this.hasHappened) ||
      first?.enclosed ||
      this.has('town', 'house', 'quoted', 'bracketed') ||
      (this.has('name') && this.isNews && !this.parts.some(isWeekday))
    );
  }

  /** «عاجل | », «بالفيديو.. », «صنعاء ـ خاص ». */
  private isLabelled(): boolean {
    const at = this.parts.findIndex(({ kind }) => kind === 'label');
    if (at < 0) return false;
    // «(خاص) اندلع حريق …»
    if (at === 0 && this.parts.length === 1 && this.parts[0]?.enclosed && this.hasHappened) return true;
    if (this.isMarked) return at === 0 || this.has('town', 'house');
    return (
      at > 0 && this.has('town') && /^(?:خاص|متابعات)$/.test(this.parts[at]?.text ?? '') && !/^\s*[بل]/.test(this.rest)
    );
  }

  /** A known house, by its word or its marks, or a section of one. */
  private isOfAHouse(place: SentencePlace): boolean {
    const [first, second, third] = this.parts;
    if (third === undefined && second?.kind === 'section' && first?.kind !== 'town')
      return first?.kind === 'house' || this.isNews || /^\/$/.test(this.mark);
    if (this.has('quoted') && second !== undefined) return this.isMarked && this.parts.every(({ mark }) => mark !== '');
    if (this.has('bracketed') && this.isMarked)
      return this.isNews || (this.has('town') && this.parts.length > 1 && first?.kind === 'town');
    if (!this.isMarked)
      return place !== 'inside' && first?.kind === 'town' && second?.kind === 'house' && first.mark !== '';
    return this.has('house') && this.has('town');
  }

  /** Towns, houses and names, told by what follows. */
  private isNamed(place: SentencePlace): boolean {
    const [first, second] = this.parts;
    if (
      !this.isMarked ||
      first === undefined ||
      !this.parts.every(({ kind }) => NAMED.has(kind)) ||
      opensWithTown(this.rest)
    )
      return false;
    const towns = this.count('town');
    const known = this.count('town', 'house');
    // «تونس - الجزائر - …»: a match, a road.
    if (towns > 1 && !(this.parts.length === 2 && this.isNews)) return false;
    // «وطنية - …», «رواد (الجزائر) – …»
    const isShort = first.kind === 'name' && !/\s|^ال/.test(first.text) && place === 'opens-article';
    if (isShort && second === undefined && RELATING.test(first.text)) return true;
    if (isShort && second?.kind === 'town' && second.enclosed && this.parts.length === 2) return true;
    if (second !== undefined) {
      if (this.parts.some(({ text }) => /^(?:العاصمه|المدينه|البلده|الجاره)(?:\s|$)/.test(text))) return false;
      if (known > 0) return known > 1 || opensWithVerb(this.rest) || (towns > 0 && this.isApart && place !== 'inside');
      // «الساحل/ أفق- », «الساحل - أفق: »: neither parts an apposition.
      const isParted = first.mark === '/' ? !this.mark.includes('/') : this.mark === ':';
      const isOpening = this.parts.length === 2 && place === 'opens-article';
      if (isOpening && isParted && this.hasHappened && this.isApart && this.parts.every(isOfTwoWords)) return true;
      // «عمان - الرأي - », and no apposition: «سعاد – طبيبة – قالت».
      return place !== 'inside' && this.isNews && this.isApart && !/^ال/.test(first.text) && /^ال/.test(second.text);
    }
    if (place === 'inside') return false;
    // «أفق– فجر المدير …»
    const isHungDash = this.isHung && /^[-–—]$/.test(this.mark) && !/\s|^ال/.test(first.text);
    if (isHungDash && place === 'opens-article' && this.isApart) return true;
    const isVerbal = opensWithVerb(this.rest);
    if (towns > 0) return isVerbal || (this.isApart && !/^[.…]/.test(this.mark));
    const short = first.text.split(/\s/).length <= (/^[.…/]/.test(this.mark) ? 2 : 3);
    if (first.kind === 'house' && place === 'opens-article') return isVerbal || this.isApart;
    return first.kind === 'house'
      ? isVerbal
      : short && this.isNews && (this.isApart || (this.hasHappened && place === 'opens-article'));
  }
}

const SPOKEN =
  /^\s*(?:["«“(]|[\p{L}\p{M}]+(?:\s*[:،"«“]|\s+(?:[إأا]ن(?:ه|ها|هم)?|[إا]لى|على|عن|لن|لا|ب[أا]ن(?:ه|ها|هم)?)\s))/u;

/** Characters behind a dateline by which it is told. */
const FRONT = 60;

const SIGNING: readonly PartKind[] = [
  'agency',
  'house',
  'quoted',
  'bracketed',
  'byline',
  'date',
  'clock',
  'label',
  'section',
];
const NAMED: ReadonlySet<PartKind> = new Set(['town', 'house', 'name']);

/** «الأحد - الاثنين: …» tells when, and is nobody's line. */
function isWeekday({ kind, text }: Part): boolean {
  return kind === 'name' && WEEKDAY_ALONE.test(text);
}

const WEEKDAY_ALONE = new RegExp(`^${WEEKDAY}$`);

function isOfTwoWords({ text }: Part): boolean {
  return text.split(/\s/).length <= 2;
}

function isInTwoCalendars({ kind, text }: Part): boolean {
  return kind === 'date' && / الموافق /.test(text);
}

/** An agency's name shortened to one word, and what opens a sentence behind it besides verbs. */
const SHORT_NAME = /^(?!ال)[\u0621-\u064A]{2,6}\s+(?=\p{L}|\d{1,2}:\d{2})/u;
const OPENS = /^(?:(?:كل|في|بعد|قبل|منذ|مع|على|من|لم|لا|لن|هل|كيف)\s|\d{1,2}:\d{2})/;

/** «وطنية», «محلية»: what such a word relates to is not said, so that a dash behind it opens no apposition. */
const RELATING = /^\p{L}{3,}يه$/u;

/** Towns that are called as their country is, which a headline has before a colon. */
const ALSO_COUNTRIES = /^(?:تونس|الجزاير|الكويت|جيبوتي|سنغافوره)$/;

/** «حركة التوحيد والإصلاح (خاص) - », «وكالة الأنباء السعودية (واس) »: a body with its name shortened in brackets, and no place. */
export function namesBody(parts: readonly Part[]): boolean {
  return parts.some(({ kind, text, mark }, at) => {
    const next = parts[at + 1];
    // «تلفزيون الساحل (نواكشوط):» says where it is.
    const isShortened = mark === '' && next?.enclosed === true && next.kind !== 'town';
    return BODY.test(text) && (kind === 'name' || (kind === 'house' && isShortened));
  });
}

const BODY =
  /^و?(?:ال)?(?:وكاله|شبكه|قناه|صحيفه|موقع|تلفزيون|اذاعه|هييه|تنظيم|حزب|حركه|جماعه|شركه|منظمه|مجموعه|مكتب|برنامج|وزاره|موسسه|جمعيه|اتحاد|مركز|لجنه|مجلس|نادي)(?:\s|$)/;

function isParticle(rest: string): boolean {
  return /^\s*(?:[إأا]ن(?:ه|ها|هم)?|[إا]لى|على|عن|التي|الذي)\s/.test(rest);
}

/** «14:30 بتوقيت غرينتش», «08:00 صباحاً»: an hour that the sentence tells. */
function isTimeTold(rest: string): boolean {
  return !/^\s*\p{L}/u.test(rest) || TELLS_TIME.test(foldSameLength(rest));
}

const TELLS_TIME =
  /^\s*(?:ص|م|صباحا?|مساء?|ظهرا?|عصرا?|فجرا?|ليلا?|بتوقيت|بالتوقيت|ت|من|الي|حتي|علي|في|دقيقه|ساعه)(?!\p{L})/u;

/** Whether a text opens with a town's name. */
export function opensWithTown(rest: string): boolean {
  const [first = '', second = ''] = tokens(rest.slice(0, FRONT)).map(({ key }) => key);
  return TOWNS.has(first) || TOWNS.has(`${first} ${second}`);
}
