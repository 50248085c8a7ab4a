import type { PushItem } from '../editions/push.ts';

/** The stories that a notice tells of, a message each; those that are all retracted are told of together. */
export function notices(items: readonly PushItem[]): PushItem[] {
  const [first] = items;
  if (first === undefined || items.some(({ change }) => change?.kind !== 'retracted')) return [...items];
  return [{ ...first, title: items.map(({ title }) => title).join('»، «') }];
}
