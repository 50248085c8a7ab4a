import type { Article } from '../articles/article.ts';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import type { Summary } from '../summaries/index.ts';
import { createWriter, type WriterUse } from '../summaries/writer/index.ts';
import { CommandFailure } from './failure.ts';
import { withRecord } from './with-record.ts';

/** By the newsroom's writer. What it costs is counted in the record, and said on stderr with why a text was not used. */
export async function writtenSummary(article: Article, maxChars: number): Promise<Summary> {
  const { configFile, writerKey } = loadEnvironment();
  const { writer: settings, timeZone } = await loadNewsroom(configFile);
  if (settings === undefined) {
    throw new CommandFailure(`no writer is configured: name one under writer in ${configFile}, or leave out --writer`);
  }
  if (article.blocks.length === 0) throw new CommandFailure('no summary: no article found');
  return withRecord(async (db) => {
    const writer = createWriter({
      ...settings,
      db,
      apiKey: writerKey,
      maxChars,
      timeZone,
      now: () => new Date(),
      onUse: (use) => process.stderr.write(`${useLine(use)}\n`),
    });
    await writer.prepare(article);
    return writer.summarise(article);
  });
}

function useLine({ outcome, tokensIn, tokensOut, today, reason }: WriterUse): string {
  const said = { written: 'wrote it', rejected: 'was not believed', failed: 'failed', overBudget: 'was not asked' };
  const why = reason ?? (outcome === 'overBudget' ? 'the day’s tokens are spent, writer.dailyTokens' : null);
  return `nashra: the writer ${said[outcome]}${why === null ? '' : ` (${why})`}: ${tokensIn} tokens in, ${tokensOut} out, ${today} today`;
}
