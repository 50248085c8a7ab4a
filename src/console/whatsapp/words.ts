/** What the page says, in the words of the one who looks after the account. */
export const stateWords: Readonly<Record<string, { readonly name: string; readonly advice: string }>> = {
  starting: { name: 'يبدأ', advice: 'يُفتح المتصفّح الآن.' },
  pairing: { name: 'ينتظر الربط', advice: 'اربطوا الحساب بهاتفه. لا يُرسل شيء قبل ذلك، ولا يضيع شيء.' },
  ready: { name: 'متّصل', advice: 'الحساب مربوط، والرسائل تخرج في أوقاتها.' },
  degraded: { name: 'الاتصال ضعيف', advice: 'لا يُبلَغ خادم واتساب الآن. يُستأنف الإرسال وحده حين يعود.' },
  reconnecting: { name: 'يعاود الاتصال', advice: 'يُعاد تشغيل المتصفّح. لا حاجة إلى شيء منكم.' },
  loggedOut: { name: 'سُجّل خروجه', advice: 'أُزيل هذا الجهاز من الأجهزة المرتبطة. اربطوا الحساب من جديد.' },
  banned: {
    name: 'محظور',
    advice: 'حظر واتساب هذا الرقم. افتحوا التطبيق على هاتفه واطلبوا مراجعة، ولا تعيدوا الربط قبل أن يُرفع الحظر.',
  },
  paused: { name: 'موقوف', advice: 'أوقفتموه. الدفعات تنتظر حتى الاستئناف.' },
  stopped: { name: 'متوقّف', advice: 'يتوقّف البرنامج الآن.' },
};

export const becauseWords: Readonly<Record<string, string>> = {
  gap: 'فاصل بين رسالتين',
  hour: 'بلغ سقف الساعة',
  day: 'بلغ سقف اليوم',
  night: 'خارج ساعات الإرسال',
  stopped: 'طلب واتساب التوقّف',
};

export const orderWords = {
  pair: 'طُلب رمز جديد.',
  pause: 'طُلب الإيقاف.',
  resume: 'طُلب الاستئناف.',
  logout: 'طُلب تسجيل الخروج.',
} as const;
