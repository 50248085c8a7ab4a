import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { repository } from './repository.ts';

/** Files of half a minute and more, longest first: one that began last would be waited for when all others are done. */
const longest = [
  'test/cli/push.test.ts',
  'test/e2e/start.test.ts',
  'test/channels/whatsapp-newsroom.test.ts',
  'test/delivery/outage.test.ts',
  'test/e2e/whatsapp.test.ts',
  'test/editions/poll.test.ts',
  'test/channels/whatsapp-crash.test.ts',
  'test/e2e/crash.test.ts',
  'test/e2e/whatsapp-cloud.test.ts',
  'test/channels/whatsapp-chats.test.ts',
  'test/delivery/parts.test.ts',
  'test/e2e/destinations.test.ts',
  'test/torture/torture.test.ts',
  'test/database/embedded-places.test.ts',
  'test/e2e/whatsapp-sandbox.test.ts',
  'test/cli/lane.test.ts',
  'test/cli/corrections.test.ts',
  'test/e2e/whatsapp-page.test.ts',
  'test/delivery/corrections.test.ts',
  'test/e2e/story.test.ts',
  'test/cli/summarise.test.ts',
];

const nameOf = ({ moduleId }: TestSpecification) => relative(repository, moduleId);
const placeOf = (file: TestSpecification) => {
  const place = longest.indexOf(nameOf(file));
  return place === -1 ? longest.length : place;
};

/** The longest files first, and last those that only compute (`computing`), one behind the other in few processes. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const alone = files.filter(({ project }) => project.config.isolate);
    const together = files.filter(({ project }) => !project.config.isolate);
    const ordered = (await super.sort(alone)).sort((a, b) => placeOf(a) - placeOf(b));
    return [...ordered, ...(await super.sort(together))];
  }
}

/**
 * Test files that only compute: they load no helper that starts, waits for or puts away something, nothing of the system,
 * and replace nothing (`vi`). So one may follow the other in one process, and the program's modules are loaded once for
 * all of them.
 */
export function computing(): string[] {
  return readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .filter((file) => onlyComputes(file, new Set()))
    .sort();
}

const system = /\bfrom 'node:(?!fs|path|url)|\bvi\b.* from 'vitest'|\bprocess\.|\bglobalThis\b/;

function onlyComputes(file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return true;
  seen.add(file);
  if (/^test\/(setup|standins|e2e)\/(?!repository|random)/.test(file)) return false;
  const text = readFileSync(join(repository, file), 'utf8');
  if (system.test(text)) return false;
  return [...text.matchAll(/(?:from |import\()'(\.[^']+\.ts)'/g)]
    .map(([, path = '']) => join(dirname(file), path))
    .filter((path) => path.startsWith('test/') && existsSync(join(repository, path)))
    .every((path) => onlyComputes(path, seen));
}
