/**
 * What a site puts above its articles: opens a chat with the account, with the word that subscribes already written.
 * https://faq.whatsapp.com/5913398998672934 (click to chat). `account` is the number's digits.
 */
export function joinLink(account: string): string {
  return `https://wa.me/${account}?text=${encodeURIComponent('اشتراك')}`;
}
