import { z } from 'zod';

const when = z.enum(['before', 'after']);

/** How the server treats a call. `when`: whether the call had no effect yet (`before`) or had it already (`after`). */
export const behaviourSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blocked') }),
  z.strictObject({ kind: z.literal('deactivated') }),
  z.strictObject({ kind: z.literal('notFound') }),
  z.strictObject({ kind: z.literal('kicked') }),
  z.strictObject({ kind: z.literal('migrated'), to: z.int() }),
  /** 429 with this `retry_after` (seconds), whatever the limits say. */
  z.strictObject({ kind: z.literal('flood'), retryAfter: z.int().positive() }),
  /** Any other refusal; `description` complete, as it goes over the wire. */
  z.strictObject({ kind: z.literal('refuse'), code: z.int(), description: z.string() }),
  /** An HTTP error of a proxy in front of the server, told by a page, or in JSON of its own. */
  z.strictObject({
    kind: z.literal('gateway'),
    status: z.int().min(500).max(599),
    when,
    body: z.enum(['page', 'json']).optional(),
  }),
  /** Waits before it has an effect, or after it; the effect comes even when the client has gone. Milliseconds. */
  z.strictObject({ kind: z.literal('slow'), ms: z.number().nonnegative(), when }),
  /** Resets the connection. */
  z.strictObject({ kind: z.literal('reset'), when }),
  /** Never answers. */
  z.strictObject({ kind: z.literal('silent'), when }),
  /** 200 with JSON that breaks off. */
  z.strictObject({ kind: z.literal('malformed'), when }),
]);
export type Behaviour = z.infer<typeof behaviourSchema>;

export const ruleSchema = z.strictObject({
  /** Chats it is for: listed ones, every n-th call to any chat, a share of the calls, or all calls. */
  chats: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('listed'), ids: z.array(z.int()) }),
    z.strictObject({ kind: z.literal('everyNth'), n: z.int().positive() }),
    z.strictObject({ kind: z.literal('share'), probability: z.number().min(0).max(1) }),
    z.strictObject({ kind: z.literal('all') }),
  ]),
  /** Methods it is for; default: those that send, edit or delete messages. */
  methods: z.array(z.string()).optional(),
  /** How often it applies before it is used up; default: always. */
  times: z.int().positive().optional(),
  behaviour: behaviourSchema,
});
export type Rule = z.input<typeof ruleSchema>;

interface ActiveRule {
  readonly rule: Rule;
  readonly methods: ReadonlySet<string> | null;
  calls: number;
  left: number;
}

/** Rules in force. For one call the first that fits decides; rules for listed chats come before the others. */
export class Behaviours {
  readonly #random: () => number;
  #listed = new Map<number, ActiveRule[]>();
  #general: ActiveRule[] = [];

  constructor(rules: readonly Rule[], random: () => number) {
    this.#random = random;
    this.set(rules);
  }

  /** Replaces all rules. */
  set(rules: readonly Rule[]): void {
    this.#listed = new Map();
    this.#general = [];
    for (const rule of rules) this.add(rule);
  }

  add(rule: Rule): void {
    const methods = rule.methods ? new Set(rule.methods.map((method) => method.toLowerCase())) : null;
    const active: ActiveRule = { rule, methods, calls: 0, left: rule.times ?? Number.POSITIVE_INFINITY };
    if (rule.chats.kind !== 'listed') this.#general.push(active);
    else {
      for (const chat of rule.chats.ids) {
        const list = this.#listed.get(chat);
        if (list) list.push(active);
        else this.#listed.set(chat, [active]);
      }
    }
  }

  /** `acts`: whether the method sends, edits or deletes messages. `method` in lower case. */
  find(method: string, acts: 'on-messages' | 'otherwise', chat: number | null): Behaviour | null {
    if (this.#listed.size === 0 && this.#general.length === 0) return null;
    const listed = chat === null ? undefined : this.#listed.get(chat);
    for (const active of listed ?? []) if (this.#fits(active, method, acts)) return active.rule.behaviour;
    for (const active of this.#general) if (this.#fits(active, method, acts)) return active.rule.behaviour;
    return null;
  }

  #fits(active: ActiveRule, method: string, acts: 'on-messages' | 'otherwise'): boolean {
    if (active.left <= 0) return false;
    if (active.methods ? !active.methods.has(method) : acts !== 'on-messages') return false;
    active.calls++;
    const { chats } = active.rule;
    if (chats.kind === 'everyNth' && active.calls % chats.n !== 0) return false;
    if (chats.kind === 'share' && this.#random() >= chats.probability) return false;
    active.left--;
    return true;
  }
}
