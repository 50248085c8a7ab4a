/** Reasons of the record, which ops and logs read in English, as editors read them. What nobody foresaw stays as it is. */
export interface ReasonShown {
  readonly words: string;
  /** What a far end said in its own language, or a reason without words of ours. */
  readonly said: string | null;
}

const known: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^paused by hand$/, 'أُوقف باليد.'],
  [/^nearly everything was refused, last: (.*)$/s, 'رُفضت الرسائل كلّها تقريباً، فأُوقف كي لا يخسر أحد. آخر سبب:'],
  [/^nearly everybody seems to have left, last: (.*)$/s, 'يبدو أنّ القرّاء كلّهم تقريباً غادروا أو حظروا الحساب. آخر سبب:'],
  [
    /^the record was restored from a backup of (.*);/s,
    'استُعيد السجلّ من نسخة قديمة، ولا يُعرف من وصله منذ ذلك. النسخة من:',
  ],
  [/^push (\d+) (?:takes its place|changes it instead)$/, 'حلّ محلّه تصحيح أو سحب أحدث، رقمه:'],
  [/^(?:push \d+|the push) was retracted$/, 'سُحب ما أُرسل.'],
  [/^the push was cancelled$/, 'أُلغي الإرسال قبل أن يصلهم.'],
  [/^not sent within /, 'انقضت مهلة الإرسال قبل أن يصلهم.'],
  [/^the lane was cancelled$/, 'أُلغي ما كان ينتظر في هذا الحساب.'],
  [/^the sending process died while this message was on its way$/, 'انقطع البرنامج والرسالة في الطريق.'],
  [
    /^nobody knows whether the message arrived, so it could not be changed$/,
    'لا يُعرف هل وصلتهم الرسالة، فلم يمكن تغييرها.',
  ],
  [/^this channel cannot change what was sent$/, 'هذه القناة لا تغيّر ما أُرسل.'],
  [/^sent too long ago for this channel to change it$/, 'فات الوقت الذي تسمح فيه القناة بتغيير الرسالة.'],
  [/^the reader cannot be reached any more$/, 'لم يعد يمكن الوصول إلى القارئ.'],
  [/^corrected before the rest of it was sent$/, 'صُحّح النصّ قبل أن تصلهم بقيّة الرسائل.'],
  [/^the parts that are known were changed/, 'تغيّر ما هو معروف من الرسائل، ولا يُعرف هل وصلت رسالة أخرى.'],
  [/^it was not in the chat$/, 'لم تكن الرسالة في المحادثة.'],
  [/^sent as one picture: (.*)$/s, 'وصلت بصورة واحدة بدل الألبوم:'],
  [/^sent without its picture: (.*)$/s, 'وصلت بلا صورتها:'],
  [/^sent as plain text: (.*)$/s, 'وصلت نصّاً بلا تنسيق:'],
  [/(?:bot was blocked by the user)/i, 'حظر القارئ البوت.'],
  [/(?:user is deactivated)/i, 'أُغلق حساب القارئ.'],
  [/(?:chat not found)/i, 'لا محادثة بهذا العنوان.'],
];

export function reasonWords(reason: string | null): ReasonShown {
  if (reason === null || reason === '') return { words: 'بلا سبب معروف.', said: null };
  for (const [pattern, words] of known) {
    const found = pattern.exec(reason);
    if (found) return { words, said: found[1] ?? null };
  }
  return { words: '', said: reason };
}
