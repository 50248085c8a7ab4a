import { createHash } from 'node:crypto';
import type { Article } from '../../articles/article.ts';
import { countCharacters } from '../../articles/text/index.ts';
import { summarise } from '../summarise.ts';
import type { Summary } from '../summary.ts';
import { askWriter, type EndpointOptions, WriterError } from './endpoint.ts';
import { checkFacts } from './fact-check.ts';

export interface WriterOptions extends EndpointOptions {
  /** Tokens that may be billed in one UTC day; past it summaries are extracts until midnight. */
  readonly dailyTokens: number;
  readonly now: () => Date;
  /** Hears of every use and every refusal; never of the article's text. */
  readonly onUse?: (use: WriterUse) => void;
}

export interface WriterUse {
  readonly outcome: 'written' | 'rejected' | 'failed' | 'overBudget';
  /** Tokens of this call, and of the day so far. */
  readonly tokens: number;
  readonly today: number;
  readonly reason?: string;
}

export interface Writer {
  /** Asks for the summary of `article` unless it was asked before; takes at most the timeout, and never throws but on `signal`. */
  prepare(article: Article, signal?: AbortSignal): Promise<void>;
  /** The written summary when one was prepared and passed the check; else the extract, with a warning that says why. */
  summarise(article: Article): Summary;
  /** Tokens billed today (UTC). */
  tokensToday(): number;
}

type Outcome = { readonly kind: 'written'; readonly text: string } | { readonly kind: 'refused'; readonly why: string };

/** Articles whose outcome is remembered. */
const REMEMBERED = 2_000;

/**
 * The optional writer. A text that fails the fact check is asked for once more, then given up: the reader gets the
 * article's own sentences and the editor is told. Outcomes are remembered by title and text, so a story is paid for once.
 */
export function createWriter(options: WriterOptions): Writer {
  const outcomes = new Map<string, Outcome>();
  let day = '';
  let tokens = 0;

  const today = (): number => {
    const now = options.now().toISOString().slice(0, 10);
    if (now !== day) {
      day = now;
      tokens = 0;
    }
    return tokens;
  };
  const report = (outcome: WriterUse['outcome'], spent: number, reason?: string): void =>
    options.onUse?.({ outcome, tokens: spent, today: today(), ...(reason === undefined ? {} : { reason }) });

  async function write(article: Article, signal: AbortSignal | undefined): Promise<Outcome | null> {
    const source = { title: article.title, body: article.blocks.map((block) => block.text) };
    let why = '';
    for (let attempt = 0; attempt < 2; attempt++) {
      if (today() >= options.dailyTokens) {
        report('overBudget', 0);
        return why === '' ? null : { kind: 'refused', why };
      }
      try {
        const answer = await askWriter(source, options, signal);
        tokens = today() + answer.tokens;
        const problems = checkFacts(answer.text, source, options.maxChars);
        if (problems.length === 0) {
          report('written', answer.tokens);
          return { kind: 'written', text: answer.text };
        }
        why = `رُفض نص الكاتب الآلي: ${problems.slice(0, 3).join('؛ ')}`;
        report('rejected', answer.tokens, problems.join('; '));
      } catch (error) {
        if (!(error instanceof WriterError)) throw error;
        report('failed', 0, error.message);
        // What failed may answer the next time it is asked; it is not remembered against the story.
        return null;
      }
    }
    return { kind: 'refused', why };
  }

  return {
    async prepare(article, signal) {
      const key = keyOf(article);
      if (outcomes.has(key)) return;
      const outcome = await write(article, signal);
      if (outcome === null) return;
      const oldest = outcomes.keys().next().value;
      if (outcomes.size >= REMEMBERED && oldest !== undefined) outcomes.delete(oldest);
      outcomes.set(key, outcome);
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
      const extract = summarise(article, { maxChars: options.maxChars });
      const why = outcome === undefined ? 'لم يُكتب نص آلي لهذا المقال' : outcome.why;
      return { ...extract, warnings: [...extract.warnings, `${why}، فاستُعملت جمل المقال`] };
    },
    tokensToday: today,
  };
}

function keyOf(article: Article): string {
  const hash = createHash('sha256').update(article.title);
  for (const block of article.blocks) hash.update('\n').update(block.text);
  return hash.digest('base64');
}
