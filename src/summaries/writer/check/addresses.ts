import { normalise } from '../../../articles/text/index.ts';
import type { Told } from './told.ts';

/** What a text says to its readers, or has them do: no summary's business, whoever ordered it. */
export function addressesReaders(text: string, told: Told): string[] {
  const words = normalise(text);
  const title = normalise(told.lines[0]?.text ?? '');
  return ADDRESSES.flatMap((address) => {
    const found = address.exec(words);
    return found === null || address.test(title) ? [] : [`مخاطبة للقراء: ${found[0].trim()}`];
  });
}

const ADDRESSES: readonly RegExp[] = [
  /(?:^|\s)(?:علي|يمكن|ل|ندعو|ينصح|نصح|يتعين علي|يرجي من|من) ?(?:القراء|القاري|المتابعين|متابعينا|متابعيه|المشتركين|قرايه|قرايها)(?=\s)/,
  /(?:تحميل|[يت]حمل|تنزيل|[يت]نزل|الاشتراك في|[يت]شترك في|متابعه|زياره|الضغط علي|النقر علي)(?: \S+){0,3} (?:تطبيق|التطبيق|نسخه|النسخه|الرابط|رابط|قناتنا|صفحتنا|حسابنا|موقعنا|النشره البريديه|نشرتنا)(?=\s|$)/,
  /(?:^|\s)و?(?:زوروا|حملوا|اشتركوا|تابعوا|تابعونا|اضغطوا|انقروا|شاركوا|سجلوا الان|اشترك|اضغط|انقر)(?=\s)/,
];
