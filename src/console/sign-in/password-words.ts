import { passwordLength } from '../../users/password.ts';

/** Why a password is not taken. */
export const passwordWords = {
  short: `أقصر من ${passwordLength.least} حرفاً. جملة من أربع كلمات تُحفظ أسهل ويصعب تخمينها.`,
  long: `أطول من ${passwordLength.most} حرف.`,
  guessable: 'تُخمَّن بسهولة. اختاروا جملة من أربع كلمات لا يعرفها غيركم.',
} as const;
