/** What the bot answered to a pressed button: a line at the top of the phone, or a window to be closed. */
export interface PressAnswer {
  readonly text: string;
  readonly alert: 'yes' | 'no';
  readonly url: string | null;
}

export interface Press {
  /** The callback query's id. */
  readonly id: string;
  /** Settles when the bot answers; never when it does not. */
  readonly answered: Promise<PressAnswer>;
}

interface OpenPress {
  readonly chat: number;
  readonly user: number;
  readonly at: number;
  readonly resolve: (answer: PressAnswer) => void;
}

/** Telegram lets a query be answered for some minutes, then calls it too old. Milliseconds. */
const answerWindowMs = 15 * 60_000;

/** Buttons that were pressed and not answered yet. */
export class PressedButtons {
  readonly #open = new Map<string, OpenPress>();
  readonly #clock: () => number;
  readonly #random: () => number;

  constructor(clock: () => number, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  press(chat: number, user: number): Press {
    const id = Array.from({ length: 18 }, (_, index) => Math.floor(this.#random() * 9) + (index === 0 ? 1 : 0)).join(
      '',
    );
    const answered = new Promise<PressAnswer>((resolve) => {
      this.#open.set(id, { chat, user, at: this.#clock(), resolve });
    });
    return { id, answered };
  }

  /** Returns who pressed where; null when the query is unknown, too old or already answered. */
  answer(id: string, answer: PressAnswer): { readonly chat: number; readonly user: number } | null {
    const press = this.#open.get(id);
    if (!press) return null;
    this.#open.delete(id);
    if (this.#clock() - press.at > answerWindowMs) return null;
    press.resolve(answer);
    return { chat: press.chat, user: press.user };
  }
}
