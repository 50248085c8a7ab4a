import { createHash } from 'node:crypto';
import type { Article } from '../../articles/article.ts';
import { countCharacters } from '../../articles/text/index.ts';
import type { Db } from '../../database/database.ts';
import { keepNewest } from '../../keep-newest.ts';
import { confirmedOf } from '../confirmed.ts';
import { summarise } from '../summarise.ts';
import type { Summary } from '../summary.ts';
import { type CheckedAgainst, checkFacts } from './check/fact-check.ts';
import { askWriter, type EndpointOptions, requestOf, WriterError, type WriterRequest } from './endpoint.ts';
import { ordersMachines } from './orders.ts';
import { countOverBudget, keepText, reserveTokens, settleRequest, textOf, type WriterOutcome } from './record.ts';

export interface WriterOptions extends EndpointOptions {
  /** Where texts and costs are kept, for all instances and over restarts. */
  readonly db: Db;
  /** Tokens that may be billed in one day of `timeZone`; past it summaries are extracts until midnight. */
  readonly dailyTokens: number;
  readonly timeZone: string;
  readonly now: () => Date;
  /** Hears of every use and every refusal; never of the article's text. */
  readonly onUse?: (use: WriterUse) => void;
}

export interface WriterUse {
  readonly outcome: WriterOutcome;
  /** Tokens of this call, and of the day so far. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly today: number;
  readonly reason?: string;
}

export interface Writer {
  /** Asks for the summary of `article` unless it was asked before; takes at most twice the timeout. Throws only on `signal` and when the database does. */
  prepare(article: Article, signal?: AbortSignal): Promise<void>;
  /** The written summary when one was prepared and passed the check; else the extract, with a warning that says why. */
  summarise(article: Article): Summary;
}

type Outcome = { readonly kind: 'written'; readonly text: string } | { readonly kind: 'refused'; readonly why: string };

/** Articles whose outcome is held for `summarise`, which waits for nobody. */
const HELD = 2_000;

/**
 * The optional writer. A text that fails the fact check is asked for once more, then given up: the reader gets the
 * article's own sentences and the editor is told. The last text is kept in the database by what was asked, so a story is paid
 * for once, and it is checked again whenever it is taken from there.
 */
export function createWriter(options: WriterOptions): Writer {
  const { db, maxChars, timeZone } = options;
  const outcomes = new Map<string, Outcome>();

  /** The last text that was written; null when none was and it is worth asking again. */
  async function write(
    source: CheckedAgainst,
    request: WriterRequest,
    signal: AbortSignal | undefined,
  ): Promise<string | null> {
    const { estimate } = request;
    let text: string | null = null;
    for (let attempt = 0; attempt < 2; attempt++) {
      const now = options.now();
      const day = await reserveTokens(db, { now, timeZone, limit: options.dailyTokens, estimate });
      if (day === null) {
        const today = await countOverBudget(db, { now, timeZone });
        options.onUse?.({ outcome: 'overBudget', tokensIn: 0, tokensOut: 0, today });
        return text;
      }
      try {
        const answer = await askWriter(request, options, signal);
        const { tokensIn, tokensOut } = answer;
        text = answer.text;
        const problems = checkFacts(text, source, maxChars);
        const outcome = problems.length === 0 ? 'written' : 'rejected';
        const today = await settleRequest(db, day, { outcome, estimate, tokensIn, tokensOut });
        const reason = outcome === 'written' ? {} : { reason: problems.join('; ') };
        options.onUse?.({ outcome, tokensIn, tokensOut, today, ...reason });
        if (outcome === 'written') return text;
      } catch (error) {
        if (!(error instanceof WriterError) && !signal?.aborted) throw error;
        const nothing = { estimate, tokensIn: 0, tokensOut: 0 };
        const today = await settleRequest(db, day, { outcome: 'failed', ...nothing });
        if (!(error instanceof WriterError)) throw error;
        options.onUse?.({ outcome: 'failed', tokensIn: 0, tokensOut: 0, today, reason: error.message });
        // What failed may answer the next time it is asked; it is not remembered against the story.
        return null;
      }
    }
    return text;
  }

  function outcomeOf(text: string, source: CheckedAgainst): Outcome {
    const problems = checkFacts(text, source, maxChars);
    if (problems.length === 0) return { kind: 'written', text };
    return { kind: 'refused', why: `رُفض نص الكاتب الآلي: ${problems.slice(0, 3).join('؛ ')}` };
  }

  return {
    async prepare(article, signal) {
      const source = sourceOf(article);
      const key = keyOf(article);
      if (outcomes.has(key)) return;
      const request = requestOf(source, options);
      const asked = createHash('sha256').update(`${options.baseUrl}\n${request.body}`).digest();
      let text = await textOf(db, asked);
      if (text === null) {
        text = await write(source, request, signal);
        if (text === null) return;
        await keepText(db, asked, text);
      }
      outcomes.set(key, outcomeOf(text, source));
      keepNewest(outcomes, HELD);
    },
    summarise(article) {
      const outcome = outcomes.get(keyOf(article));
      if (outcome?.kind === 'written') {
        const { text } = outcome;
        return {
          title: article.title,
          summary: text,
          sentences: [{ text, start: 0, end: 0 }],
          chars: countCharacters(text),
          method: 'writer',
          link: article.link,
          warnings: [],
        };
      }
      const extract = summarise(article, { maxChars });
      const why = outcome === undefined ? 'لم يُكتب نص آلي لهذا المقال' : outcome.why;
      return { ...extract, warnings: [...extract.warnings, `${why}، فاستُعملت جمل المقال`] };
    },
  };
}

/** What is sent and what vouches for the text: the article without what it says to machines. */
function sourceOf({ title, blocks }: Article): CheckedAgainst {
  return { title, body: confirmedOf(blocks).flatMap(({ text }) => (ordersMachines(text) ? [] : [text])) };
}

function keyOf(article: Article): string {
  const hash = createHash('sha256').update(article.title);
  for (const block of article.blocks) hash.update('\n').update(block.text);
  return hash.digest('base64');
}
