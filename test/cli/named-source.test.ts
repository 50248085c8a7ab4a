import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namedSource } from '../../src/cli/named-source.ts';
import { runNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';

test.each([
  ['-', '/dev/stdin'],
  ['example.org', 'https://example.org'],
  ['www.example.org/feed?x=1', 'https://www.example.org/feed?x=1'],
  ['درج.شبكة/قصة', 'https://درج.شبكة/قصة'],
  ['localhost:8080/feed', 'http://localhost:8080/feed'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['[::1]:8080/x', 'http://[::1]:8080/x'],
  ['https://example.org/', 'https://example.org/'],
  ['feed.xml', 'feed.xml'],
  ['stories/today.txt', 'stories/today.txt'],
  ['package.json', 'package.json'],
  ['sandbox://feed', 'sandbox://feed'],
])('%s is read as %s', (named, source) => {
  expect(namedSource(named)).toBe(source);
});

test('a file of that name comes before the host', async () => {
  const path = join(await temporaryFolder(), 'example.org');
  await writeFile(path, 'عنوان\nنص.');
  expect(namedSource(path)).toBe(path);
});

const line = JSON.stringify({
  id: 1,
  title: 'محطة صور تبدأ العمل',
  paragraphs: ['أعلنت بلدية صور الاثنين بدء العمل في محطة لتنقية مياه الصرف عند مدخل المدينة الجنوبي.'],
});

test('a batch with the mark of UTF-8, through a pipe, is read from its first line', async () => {
  const path = join(await temporaryFolder(), 'marked.jsonl');
  await writeFile(path, `\ufeff${line}\r\n${line}\r\n`);
  const { exit, stdout } = await runNashra(['summarise', '--jsonl', '-'], {
    inside: ['sh', '-c', `cat ${path} | "$@"`, 'sh'],
  });
  expect(exit).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(2);
});

test('whoever has read enough may leave: no trace of it', async () => {
  const path = join(await temporaryFolder(), 'long.jsonl');
  await writeFile(path, `${line}\n`.repeat(500));
  const { stdout, stderr } = await runNashra(['summarise', '--jsonl', path], {
    inside: ['sh', '-c', '"$@" | head -1', 'sh'],
  });
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stderr).toBe('');
});
