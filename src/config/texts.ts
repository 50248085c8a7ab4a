import { dirname, join } from 'node:path';
import { ConfigError } from './error.ts';
import type { Language } from './newsroom.ts';
import { packageRoot } from './package-root.ts';
import { readYaml } from './yaml-file.ts';

/** Every text that the product says to people, with the words in braces that it may contain. */
const catalogue = {
  'start.welcome': ['newsroom'],
  'start.consent': ['newsroom'],
  'start.consentNumber': ['newsroom'],
  'start.already': ['newsroom'],
  'stop.done': ['newsroom'],
  'stop.notSubscribed': [],
  'stop.undo': [],
  'stop.button': [],
  'latest.title': ['newsroom'],
  'latest.empty': [],
  'mostread.title': ['newsroom'],
  'mostread.empty': [],
  'help.text': ['newsroom'],
  'unknown.text': [],
  'unknown.media': [],
  'unknown.tooFast': [],
  'topics.title': [],
  'topics.all': [],
  'topics.button': [],
  'editions.title': [],
  'editions.button': [],
  'language.title': [],
  'language.saved': [],
  'privacy.text': ['newsroom'],
  'privacy.textNumber': ['newsroom'],
  'privacy.counted': [],
  'privacy.forgetButton': [],
  'privacy.forgotten': [],
  'subscribe.title': ['newsroom'],
  'subscribe.lead': [],
  'subscribe.telegram': [],
  'subscribe.whatsapp': [],
  'subscribe.sandbox': [],
  'subscribe.scan': [],
  'subscribe.kept': [],
  'subscribe.closed': [],
  'choice.subscribeFirst': [],
  'choice.numbers': [],
  'choice.open': [],
  'choice.noSuchNumber': [],
  'commands.start': [],
  'commands.latest': [],
  'commands.mostread': [],
  'commands.topics': [],
  'commands.editions': [],
  'commands.language': [],
  'commands.privacy': [],
  'commands.stop': [],
  'commands.help': [],
  'message.breaking': [],
  'message.byline': ['name'],
  'message.digest': ['edition', 'date'],
  'message.correction': [],
  'message.correctionNotice': [],
  'message.correctedLabel': [],
  'message.correctedWithoutNote': [],
  'message.retraction': [],
  'message.retractionNotice': ['title'],
  'message.retracted': [],
  'message.retractedItem': [],
  'message.optOut': [],
  'whatsapp.pairing': [],
  'whatsapp.loggedOut': [],
  'whatsapp.banned': [],
  'whatsapp.restricted': ['time'],
  'whatsapp.well': [],
  'message.readAlso': [],
  'editors.proposal': ['feed'],
  'editors.proposalAsked': [],
  'editors.paidCost': ['stars', 'most'],
  'editors.warnings': ['warnings'],
  'editors.correction': [],
  'editors.change.title': [],
  'editors.change.standfirst': [],
  'editors.change.byline': [],
  'editors.change.body': [],
  'editors.change.added': [],
  'editors.change.removed': [],
  'editors.change.more': ['count'],
  'editors.change.correct': [],
  'editors.change.tell': [],
  'editors.change.ignore': [],
  'editors.change.accepted': [],
  'editors.change.ignored': [],
  'editors.change.withdrawn': [],
  'editors.change.again': [],
  'editors.change.written': [],
  'editors.approve': [],
  'editors.breaking': [],
  'editors.channel': [],
  'editors.overCap': ['readers', 'today', 'days'],
  'editors.templateReach': ['readers', 'left'],
  'editors.overCapExpires': ['span'],
  'editors.overCapUseChannel': [],
  'editors.overCapAddChannel': [],
  'editors.later': [],
  'editors.drop': [],
  'editors.undo': [],
  'editors.notAnEditor': [],
  'editors.already': ['decision', 'name'],
  'editors.decided': ['decision', 'name', 'time'],
  'editors.commandLine': [],
  'editors.accountHeld': ['lane', 'reason'],
  'editors.gone': [],
  'editors.edited': ['name'],
  'editors.editedBefore': [],
  'editors.textChanged': [],
  'editors.cannotUndo': [],
  'editors.usage': [],
  'editors.pushFailed': ['reason', 'link'],
  'editors.pushFailure.address': [],
  'editors.pushFailure.missing': [],
  'editors.pushFailure.forbidden': [],
  'editors.pushFailure.unreachable': [],
  'editors.pushFailure.noArticle': [],
  'editors.pushFailure.noEdition': [],
  'editors.pushMade': ['title'],
  'editors.pushKnown': ['title'],
  'editors.pausedByItself': ['title', 'reason', 'command'],
  'editors.pausedAsGone': ['title', 'reason', 'command'],
  'editors.lostDestination': ['chat', 'reason'],
  'editors.movedDestination': ['chat', 'now'],
  'editors.paidByConsent': ['title', 'most'],
  'editors.notPaid': ['title', 'most'],
  'editors.expired': ['title', 'missed', 'audience', 'command'],
  'editors.state.approved': [],
  'editors.state.sending': [],
  'editors.state.paused': [],
  'editors.state.finished': [],
  'editors.state.cancelled': [],
  'editors.state.dropped': [],
  'editors.state.inDigest': [],
  'editors.state.proposed': [],
} as const satisfies Record<string, readonly string[]>;

/** Texts that say a number: one form for each plural of the language (Intl.PluralRules), `other` where one is missing. */
const counted = {
  'message.readingTime': ['minutes'],
  'editors.album': ['pictures'],
} as const satisfies Record<string, readonly string[]>;

export type TextKey = keyof typeof catalogue;
export type CountedTextKey = keyof typeof counted;

type Placeholders<Key extends TextKey> = Record<(typeof catalogue)[Key][number], string>;

/** The words of one language. */
export interface Texts {
  readonly language: Language;
  say<Key extends TextKey>(
    key: Key,
    ...values: (typeof catalogue)[Key]['length'] extends 0 ? [] : [Placeholders<Key>]
  ): string;
  /** The text of a number in the form that it takes, the number in place of the text's placeholder. */
  count(key: CountedTextKey, number: number): string;
}

export type TextsByLanguage = Readonly<Record<Language, Texts>>;

/**
 * Reads `texts/ar.yaml` and `texts/en.yaml` beside newsroom.yaml; throws one ConfigError with every problem of both. Texts
 * that a later version added are the shipped ones until the newsroom writes its own; `onWarning` hears of them, a line a file.
 */
export async function loadTexts(
  configFile: string,
  onWarning: (warning: string) => void = () => {},
): Promise<TextsByLanguage> {
  const folder = join(dirname(configFile), 'texts');
  const problems: string[] = [];
  const warnings: string[] = [];
  const read = async (language: Language) => {
    const file = join(folder, `${language}.yaml`);
    const words = await readWords(file, problems);
    if (words === null) return texts(language, new Map());
    check(words, { file, language, problems });
    const added = await addMissing(words, { file, language, problems });
    if (added.length > 0) {
      warnings.push(
        `${file}: has no ${added.join(', ')}; said in the shipped words until you add yours (${shipped(language)})`,
      );
    }
    warnings.push(...silent(words).map((told) => `${file}: ${told}`));
    return texts(language, words);
  };
  const loaded = { ar: await read('ar'), en: await read('en') };
  if (problems.length > 0) throw new ConfigError(problems);
  for (const warning of warnings) onWarning(warning);
  return loaded;
}

interface TextsFile {
  readonly file: string;
  readonly language: Language;
  readonly problems: string[];
}

const shipped = (language: Language): string => join(packageRoot, 'config/texts', `${language}.yaml`);

/** The words of a file by key; null, with the problem told, when it cannot be read. */
async function readWords(file: string, problems: string[]): Promise<Map<string, string> | null> {
  const hint = 'copy it from the sample config/texts';
  const read = await readYaml(file, { hint, ofTexts: true });
  if (read.kind === 'wrong') {
    problems.push(read.problem);
    return null;
  }
  if (typeof read.value !== 'object' || Array.isArray(read.value)) {
    problems.push(`${file}: holds no texts with their names; ${hint}`);
    return null;
  }
  const words = new Map<string, string>();
  flatten(read.value, '', words);
  return words;
}

function check(words: ReadonlyMap<string, string>, { file, language, problems }: TextsFile): void {
  const known: Readonly<Record<string, readonly string[]>> = { ...catalogue, ...countedForms(language) };
  for (const [key, text] of words) {
    const allowed = known[key];
    if (allowed === undefined) {
      problems.push(`${file}: ${key}: unknown text; remove it or check its spelling`);
      continue;
    }
    if (text.trim() === '') problems.push(`${file}: ${key}: got an empty text; allowed: some words`);
    for (const [found, name] of text.matchAll(/\{([^{}]*)\}|[{}]/g)) {
      if (name !== undefined && allowed.includes(name)) continue;
      const names = allowed.map((word) => `{${word}}`).join(', ') || 'none here';
      problems.push(`${file}: ${key}: got ${found}; allowed: ${names}`);
    }
  }
}

/** Texts that say nothing of what they are for: «بقلم» without a name. The newsroom's own name may be left out. */
function silent(words: ReadonlyMap<string, string>): string[] {
  return Object.entries<readonly string[]>(catalogue).flatMap(([key, names]) => {
    const text = words.get(key) ?? '';
    if (names.some((name) => text.includes(`{${name}}`)) || names.every((name) => name === 'newsroom')) return [];
    return [`${key}: says nothing of ${names.map((name) => `{${name}}`).join(', ')}; is that meant?`];
  });
}

/** Puts the shipped text where `words` has none, of a counted text all forms that it lacks; the keys that were added. */
async function addMissing(words: Map<string, string>, { file, language, problems }: TextsFile): Promise<string[]> {
  const needed = [...Object.keys(catalogue), ...Object.keys(counted).map((key) => `${key}.other`)];
  const missing = needed.filter((key) => !words.has(key));
  if (missing.length === 0) return [];
  const ours = (await readWords(shipped(language), problems)) ?? new Map<string, string>();
  return missing.filter((key) => {
    const forms = key.endsWith('.other') ? Object.keys(countedForms(language)) : [];
    for (const one of [key, ...forms.filter((form) => form.startsWith(key.slice(0, -'other'.length)))]) {
      const text = ours.get(one);
      if (text !== undefined && !words.has(one)) words.set(one, text);
    }
    if (words.has(key)) return true;
    problems.push(`${file}: ${key}: is missing; allowed: a text`);
    return false;
  });
}

/** `message.readingTime.few` and so on, for the plurals that the language has. */
function countedForms(language: Language): Record<string, readonly string[]> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return Object.fromEntries(
    Object.entries(counted).flatMap(([key, names]) => pluralCategories.map((form) => [`${key}.${form}`, names])),
  );
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`, into);
  } else if (path !== '') into.set(path, String(value ?? '').trimEnd());
}

function texts(language: Language, words: ReadonlyMap<string, string>): Texts {
  const plural = new Intl.PluralRules(language);
  return {
    language,
    say(key, ...values) {
      return filled(words.get(key) ?? key, values[0] ?? {});
    },
    count(key, number) {
      const text = words.get(`${key}.${plural.select(number)}`) ?? words.get(`${key}.other`) ?? key;
      return filled(text, Object.fromEntries(counted[key].map((name) => [name, String(number)])));
    },
  };
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
