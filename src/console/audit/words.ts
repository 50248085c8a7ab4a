import { type AuditAction, commandLine } from '../../database/audit.ts';
import type { AuditKind } from '../../database/audit-report.ts';

/** What was done. Nouns: a verb would take who did it for a man or a woman. */
export const actionWords: Readonly<Record<AuditAction, string>> = {
  'push.approve': 'قرار بالإرسال',
  'push.drop': 'إسقاط اقتراح',
  'push.keep-for-digest': 'إبقاء قصة للنشرة',
  'push.undo': 'تراجع عن قرار',
  'push.edit': 'تعديل نصّ اقتراح',
  'push.restore-text': 'استعادة نصّ الآلة',
  'push.pause': 'إيقاف إرسال موقتاً',
  'push.resume': 'استئناف إرسال',
  'push.cancel': 'إلغاء إرسال',
  'push.propose': 'إعداد اقتراح',
  'push.correct': 'تصحيح ما أُرسل',
  'push.correct.undo': 'تراجع عن تصحيح',
  'push.retract': 'سحب ما أُرسل',
  'push.sendToMissed': 'إرسال إلى من فاتتهم',
  'offer.accept': 'قبول تصحيح عُرض بعد تغيّر القصة',
  'offer.ignore': 'لا حاجة إلى تصحيح بعد تغيّر القصة',
  'offer.undo': 'تراجع عن قرار في تصحيح',
  'lane.pause': 'إيقاف حساب إرسال',
  'lane.resume': 'استئناف حساب إرسال',
  'lane.cancel': 'إلغاء ما ينتظر في حساب إرسال',
  'feed.read': 'طلب قراءة مصدر',
  'feed.keep': 'إبقاء سطر في القصص',
  'feed.release': 'عدول عن إبقاء سطر في القصص',
  'whatsapp.pair': 'طلب ربط حساب واتساب',
  'whatsapp.pause': 'إيقاف حساب واتساب',
  'whatsapp.resume': 'استئناف حساب واتساب',
  'whatsapp.logout': 'تسجيل خروج حساب واتساب',
  'user.add': 'دعوة مستخدم',
  'user.invite': 'تجديد دعوة',
  'user.join': 'تلبية الدعوة واختيار كلمة سرّ',
  'user.sign-in': 'دخول',
  'user.password': 'تغيير كلمة السرّ',
  'user.role': 'تغيير دور',
  'user.remove': 'إخراج مستخدم',
  'subscriber.forget': 'محو قارئ بطلب منه',
  'subscribers.export': 'إخراج قائمة القرّاء من السجلّ',
  'subscribers.import': 'إدخال قائمة قرّاء',
  'record.backup': 'نسخ السجلّ احتياطاً',
  'record.restore': 'استعادة السجلّ من نسخة',
};

export const kindNames: Readonly<Record<AuditKind, string>> = {
  push: 'الدفعات',
  offer: 'التصحيحات المعروضة',
  lane: 'حسابات الإرسال',
  feed: 'المصادر',
  whatsapp: 'واتساب',
  user: 'المستخدمون',
  subscribers: 'القرّاء',
  record: 'السجلّ',
};

const nobodys: Readonly<Record<string, string>> = {
  [commandLine]: 'سطر الأوامر',
  schedule: 'الموعد',
  ops: 'التشغيل (بكلمة السرّ، أو من هذا الجهاز)',
  whatsapp: 'واتساب',
  editors: 'غرفة التحرير',
};

/** Who did it; what is no person has a name of ours. */
export function actorName(actor: string): string {
  const feed = /^feed:(.*)$/s.exec(actor)?.[1];
  return feed === undefined ? (nobodys[actor] ?? actor) : `المصدر ${feed}`;
}
