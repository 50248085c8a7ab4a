import { normalise } from '../text/index.ts';
import { NARRATING, TELLING } from './speech-words.ts';

export function isCredit(text: string, plain: string): boolean {
  // «… في السوق القديم.صورة من: Peter Lindner/dpa»: run together with the picture's words, however many.
  if (plain.length <= 600 && /\Sصوره من ?: ?\S[^؟!]{1,60}$/.test(plain)) return true;
  if (plain.length > 160) return false;
  if (/^[(\s]*(?:صوره|صور|الصوره) (?:ارشيفيه|من الارشيف|تعبيريه|توضيحيه)[)\s.]*$/.test(plain)) return true;
  if (
    /^(?:م?صدر الصوره|صاحب الصوره|حقوق الصوره|صوره من\s*:|image (?:source|caption|credit)|photo(?: credit)?\s*[:|]|getty images?|©)/.test(
      plain,
    )
  )
    return true;
  if (!/[.؟!]$/.test(text) && /.{20}©\s*\S+(?: \S+){0,4}$/.test(plain)) return true;
  return (
    /(?:getty images?|shutterstock|unsplash|wikimedia|flickr)[\s)\]/.]*(?:afp|reuters)?[\s)\]]*$/.test(plain) &&
    !/[.؟!]$/.test(text)
  );
}

/** «… في قصر الإليزيه (أ ف ب)», «… (نوافذ/ حسن إبراهيم)»: whose the picture is, behind words that no stop ends. */
const WHOSE =
  /^(.{15,200}[^.؟!…»"”\s])\s*\((?:(?:أ\.? ?ف\.? ?ب|أ\.? ?ب|[دإا]\.? ?ب\.? ?أ|رويترز|فرانس برس|الفرنسية|الأناضول|أسوشيتد ?برس|الأوروبية|شينخوا|سبوتنيك|غيتي|AFP|AP|Reuters|Getty(?: Images)?|EPA|Anadolu)\.?(?: ?[-–—/] ?[^()]{2,30})?|[^()/]{2,30}\/ ?[^()/]{2,30})\)$/su;

/** «… (تصوير: عماد غالب)», «… - صورة أرشيفية», «…. المصور: سمير نخلة»: a picture's words say at their end that they are. */
const ENDS_AS_PICTURE =
  /^(.{8,200}?)\s*(?:\(\s*(?:تصوير|ت|صوره?|صورة|عدسة|كاميرا|المصدر)\s*[:：/–-]\s*[^()]{2,40}\)|[-–—|(]\s*(?:(?:صورة|صور)\s(?:أرشيفية|ارشيفية|من الأرشيف|من الارشيف|تعبيرية|توضيحية)|[أا]رشيف(?:ية)?)\s*\)?|\(photo:[^()]*\)|[-–—|.]\s*(?:المصورة?|تصوير|عدسة)\s*[:：/–-]\s*\S.{1,40})$/su;

/** What each of these ends has, told at a glance. */
const NAMES_PICTURE = /تصوير|صور|عدسة|كاميرا|المصدر|رشيف|\(\s*ت\s*[:：/–-]|\(photo:/;

/** «خريطة انتشار الجماعات المسلحة (أفق)»: a line without a sentence, and behind it in brackets whose it is. */
const WHOSE_ALONE = /^([^.؟!…:؛()]{15,170}[^.؟!…»"”\s])\s*\([\p{L} ]{2,20}\)$/u;

/** «أعضاء الفرقة في كواليس المسرح. (مهرجان المدينة)»: the same behind one short sentence that tells nothing; an agency's name there ends a text too. */
const WHOSE_BEHIND_STOP = /^([^.؟!…:؛()]{15,60})\.\s*\(\p{L}+ [\p{L} ]{2,30}\)$/u;

/** The words of a picture when the line says that it is one («الصورة: …», «تعليق الصورة، …», «… (رويترز)»), else null. */
export function captionText(text: string): string | null {
  const line = text.trim();
  const bracketed = line.endsWith(')');
  const own = bracketed ? WHOSE.exec(line)?.[1] : undefined;
  if (own !== undefined) return own;
  const shown = NAMES_PICTURE.test(line) ? ENDS_AS_PICTURE.exec(line)?.[1] : undefined;
  if (shown !== undefined) return shown;
  const named = bracketed ? (WHOSE_ALONE.exec(line) ?? WHOSE_BEHIND_STOP.exec(line))?.[1] : undefined;
  if (named !== undefined && !TELLING.test(normalise(named)) && !NARRATING.test(normalise(named))) return named;
  const match =
    /^\s*\(?\s*(?:التعليق على الصورة|تعليق الصورة|شرح الصورة|الصورة|صورة|في الصورة|فيديو|شاهد الفيديو|إنفوغراف(?:يك)?)\s*(?:[:،,|–—-]|\((?:أرشيفية|من الأرشيف)\)\s*[:،,]?)\s*(\S.*)$/su.exec(
      text,
    );
  return match?.[1]?.trim() ?? null;
}
