import type { UserRole } from '../database/schema.ts';

/** Words that several pages of the console share. */

export const roleWords: Readonly<Record<UserRole, string>> = {
  editor: 'تحرير',
  chief: 'رئاسة التحرير',
  ops: 'تشغيل',
};

export const rolesAtLength: Readonly<Record<UserRole, string>> = {
  editor: 'تحرير: يقرّر ما يُرسل، ويصحّح ويسحب',
  chief: 'رئاسة التحرير: تقرّر وتشغّل، وتدعو من يدخل',
  ops: 'تشغيل: يتولّى الحسابات والمصادر، ولا ينشر',
};
