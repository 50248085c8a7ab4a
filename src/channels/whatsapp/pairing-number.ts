/** Digits of the number to pair with, country code first, as WhatsApp takes it; null when it is none (E.164: 7 to 15 digits). */
export function pairingNumber(text: string): string | null {
  const digits = text
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\s()+.\u200e\u200f-]/g, '')
    .replace(/^00/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}
