export { learnPeople } from './learn.ts';
export { type Mention, mentionsOf, type Person, withGivenName, withOffice } from './person.ts';
