import type { LearntRate } from './found-rate.ts';
import type { LanePacer, PaceNotice, Slot, SlotRequest, Urgency } from './lane-pacer.ts';
import type { Pacer } from './pacer.ts';

/**
 * Paces one account that several processes use: one sends its pushes, another may hold the conversation. Answers leave at
 * once where they are written; the process that sends the push hears of each and leaves room for it. A refusal is told
 * both ways.
 */
export class SharedPacer implements LanePacer {
  readonly #pacer: Pacer;
  readonly #announce: (notice: PaceNotice) => void;

  /** `announce` must not wait: a notice that is lost costs at most a refusal. */
  constructor(pacer: Pacer, announce: (notice: PaceNotice) => void) {
    this.#pacer = pacer;
    this.#announce = announce;
  }

  get rate(): number {
    return this.#pacer.rate;
  }

  get blockedFor(): number {
    return this.#pacer.blockedFor;
  }

  get learnt(): LearntRate {
    return this.#pacer.learnt;
  }

  chatWait(chat: string, urgency: Urgency, messages?: number): number {
    return this.#pacer.chatWait(chat, urgency, messages);
  }

  block(ms: number): void {
    this.#pacer.block(ms);
  }

  takeUp(learnt: LearntRate): void {
    this.#pacer.takeUp(learnt);
  }

  async take(request: SlotRequest): Promise<Slot> {
    const slot = await this.#pacer.take(request);
    return {
      due: slot.due,
      left: () => {
        slot.left();
        if (request.urgency === 'reply') this.#announce({ kind: 'sent' });
      },
      answered: (reception) => {
        const scope = slot.answered(reception);
        if (reception.kind === 'refused' && scope === 'account') {
          this.#announce({ kind: 'blocked', ms: reception.retryAfterMs });
        }
        return scope;
      },
      unused: slot.unused,
    };
  }

  /** To be called with what another process announced. */
  hear(notice: PaceNotice): void {
    if (notice.kind === 'sent') this.#pacer.sentElsewhere();
    else this.#pacer.block(notice.ms);
  }
}
