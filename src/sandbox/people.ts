import type { Group, GroupDetails, Person, PersonDetails, Phones } from './telegram/index.ts';

/** Ids are the same in every run, so that a kept database knows these people again. */
export const sampleSubscribers: readonly PersonDetails[] = [
  { id: 710_000_001, firstName: 'سلمى', lastName: 'حدّاد', languageCode: 'ar', username: 'salma_haddad' },
  { id: 710_000_002, firstName: 'كريم', lastName: 'منصور', languageCode: 'ar' },
  { id: 710_000_003, firstName: 'ليان', lastName: 'الخطيب', languageCode: 'ar', username: 'layan_k' },
  { id: 710_000_004, firstName: 'يوسف', languageCode: 'ar' },
  { id: 710_000_005, firstName: 'Nadia', lastName: 'Cole', languageCode: 'en', username: 'nadia_cole' },
];

/** Has never written to the bot: somebody to try the very first step with. */
export const sampleVisitor: PersonDetails = { id: 710_000_009, firstName: 'هند', languageCode: 'ar' };

export const sampleEditors: readonly PersonDetails[] = [
  { id: 710_000_101, firstName: 'رنا', lastName: 'شاهين', languageCode: 'ar', username: 'rana_desk' },
  { id: 710_000_102, firstName: 'مازن', lastName: 'عيسى', languageCode: 'ar', username: 'mazen_desk' },
];

export const sampleEditorsChat: GroupDetails = {
  id: -1_007_100_000_200,
  title: 'غرفة التحرير',
  type: 'supergroup',
  members: sampleEditors.map((editor) => editor.id),
  bot: 'administrator',
};

export interface SamplePeople {
  readonly subscribers: readonly Person[];
  readonly visitor: Person;
  readonly editors: readonly Person[];
  readonly editorsGroup: Group;
}

/** Puts the sample people on the server. The subscribers write /start: it waits there until the bot asks for it. */
export function invitePeople(phones: Phones): SamplePeople {
  const subscribers = sampleSubscribers.map((details) => phones.join(details));
  const visitor = phones.join(sampleVisitor);
  const editors = sampleEditors.map((details) => phones.join(details));
  const editorsGroup = phones.group(sampleEditorsChat);
  for (const person of subscribers) person.say('/start');
  return { subscribers, visitor, editors, editorsGroup };
}
