export { learnPeople } from './learn.ts';
export { type Mention, mentionsOf, type Person, withGivenName } from './person.ts';
