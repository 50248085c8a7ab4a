import type { z } from 'zod';

/** Turns zod's issues into lines that say where, what was found and what is allowed: `path: got X; allowed: Y`. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], source: string, input: unknown): string[] {
  return issues.flatMap((issue) => describeIssue(issue, source, input));
}

function describeIssue(issue: z.core.$ZodIssue, source: string, input: unknown): string[] {
  const where = (path: readonly PropertyKey[]) => `${source}: ${path.map(String).join('.') || '(top level)'}`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${where([...issue.path, key])}: unknown key; remove it or check its spelling`);
  }
  const value = valueAt(input, issue.path);
  const got = value === undefined ? 'is missing' : `got ${shorten(value)}`;
  return [`${where(issue.path)}: ${got}; allowed: ${allowed(issue)}`];
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'record' ? 'a mapping of names to settings' : article(issue.expected);
    case 'invalid_value':
      return issue.values.map(String).join(' | ');
    case 'too_small':
      return `at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? issue.options.join(' | ') : issue.message;
    case 'invalid_key':
      return issue.issues.map((inner) => inner.message).join(', ');
    default:
      return issue.message;
  }
}

function article(type: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping',
  };
  return words[type] ?? type;
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
