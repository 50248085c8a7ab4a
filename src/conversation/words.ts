import { normalise } from '../articles/text/normalise.ts';

/** What a person may want, on any channel. */
export type Wish =
  | 'start'
  | 'greeting'
  | 'stop'
  | 'latest'
  | 'mostread'
  | 'help'
  | 'topics'
  | 'editions'
  | 'language'
  | 'privacy';

/** Words for each wish, besides its command; compared without regard to hamza, taa marbuta, marks and case. */
const words: Record<Wish, readonly string[]> = {
  start: ['اشتراك', 'اشترك', 'اشتركوا', 'الاشتراك', 'ابدأ', 'subscribe', 'join'],
  greeting: ['أهلاً', 'مرحبا', 'السلام عليكم', 'hello', 'hi'],
  stop: [
    ...['إلغاء', 'ألغ', 'ألغي', 'ألغوا', 'وقف', 'إيقاف', 'أوقف', 'أوقفوا', 'وقفوا', 'توقف', 'توقفوا', 'خروج', 'انسحاب'],
    ...['إلغاء', 'ألغ', 'ألغي', 'ألغوا'].flatMap((verb) => [`${verb} الاشتراك`, `${verb} اشتراكي`]),
    ...['وقف', 'إيقاف', 'أوقف', 'أوقفوا', 'وقفوا'].flatMap((verb) => [`${verb} الرسائل`, `${verb} الاشتراك`]),
    ...['stop', 'stop all', 'unsubscribe', 'unsubscribe me', 'cancel', 'end', 'quit', 'opt out', 'optout', 'remove me'],
  ],
  latest: ['آخر', 'أحدث', 'الأخبار', 'أخبار', 'آخر الأخبار', 'أحدث الأخبار', 'latest', 'news'],
  mostread: ['الأكثر قراءة', 'الأكثر', 'الأكثر مشاهدة', 'most read', 'popular', 'top'],
  help: ['مساعدة', 'ساعدني', 'help', '?', '؟'],
  topics: ['مواضيع', 'المواضيع', 'topics'],
  editions: ['نشرات', 'النشرات', 'editions', 'newsletters'],
  language: ['لغة', 'اللغة', 'language'],
  privacy: ['خصوصية', 'الخصوصية', 'محو', 'privacy'],
};

const wishes = new Map<string, Wish>(
  Object.entries(words).flatMap(([wish, list]) => [wish, ...list].map((word) => [normalise(word), wish as Wish])),
);

/** What politeness puts around a word, as {@link normalise} writes it. */
const courtesy =
  /^(?:(?:اريد|بدي|اود|ارجو|ارجوكم|رجاء|الرجاء|لو سمحتم?|من فضلكم?|i want to|please|pls)\s+)+|(?:\s+(?:رجاء|لو سمحتم?|من فضلكم?|شكرا|please|pls|thanks|thank you))+$/gu;

/**
 * The wish in a message: a command («/latest», «/latest@our_bot»), or one of its words alone, whatever marks or courtesy
 * stand around it («*إلغاء*», «الرجاء إلغاء الاشتراك 🙏»). Undefined when it is neither, or a command for another bot.
 */
export function wishIn(text: string, botName: string | null): Wish | undefined {
  const command = /^\/([a-z_]+)(?:@(\w+))?(?:\s|$)/i.exec(text.trim());
  if (command) {
    const [, name = '', bot] = command;
    if (bot !== undefined && bot.toLowerCase() !== botName?.toLowerCase()) return undefined;
    const wish = wishes.get(name.toLowerCase());
    return wish !== undefined && name.toLowerCase() in words ? wish : undefined;
  }
  const alone = normalise(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return wishes.get(alone === '' ? text.trim() : alone) ?? wishes.get(alone.replace(courtesy, ''));
}
