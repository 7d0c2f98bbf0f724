import { isLostRequests, type Laid } from "@chaos-packs/contract/kind";
import { type LaidRule, LaidRules, type RuleDelay } from "@chaos-packs/wire";
import type { PushedMessage } from "../tap/pushed-message.ts";
import type { RedisMessage } from "../tap/redis-message.ts";
import { checkRule } from "./check-rule.ts";
import { matchesCommand, matchesName, matchesPushed } from "./match.ts";
import { edgeOf, type RedisRule } from "./redis-rule.ts";

/** What becomes of one message: first all delays, then what one rule does. */
export interface Strike {
  readonly delays: readonly RuleDelay[];
  readonly rule?: RedisRule;
}

const NOTHING: Strike = { delays: [] };

/** The rules that lie on one link. */
export class RuleBook {
  readonly #laid: LaidRules<RedisRule>;
  /** Rules on connections, by those that they have struck. */
  readonly #bound = new Map<number, Set<LaidRule<RedisRule>>>();

  /** The seed decides where the fractions begin. */
  constructor(seed: number) {
    this.#laid = new LaidRules(seed);
  }

  /** Lays a rule, until it is disposed of: what it delays then goes on at once. Throws BAD_RULE. */
  lay(given: unknown): Laid {
    const rule = checkRule(isLostRequests(given) ? { cut: "before", fraction: given.lostRequests.rate } : given);
    return this.#laid.lay(rule, (laid) => {
      for (const rules of this.#bound.values()) rules.delete(laid);
    });
  }

  /** A connection was dialled: says what is said on it instead of Redis's protocol, if anything is. */
  dialled(connection: number): RedisRule["says"] {
    this.#laid.connected(connection);
    const struck = [...this.#laid].filter((laid) => laid.rule.on === "connections" && laid.strikes());
    const says = struck.find(({ rule }) => rule.says)?.rule.says;
    if (struck.length > 0 && !says) this.#bound.set(connection, new Set(struck));
    return says;
  }

  /** A connection is gone. */
  closed(connection: number): void {
    this.#bound.delete(connection);
  }

  /** Whether a rule may be about commands of this name on the connection, so that they must be decoded. */
  wants(command: string, connection: number): boolean {
    if (this.#laid.isEmpty) return false;
    return (
      [...this.#laid].some(({ rule }) => mayMatch(rule, command)) ||
      [...(this.#bound.get(connection) ?? [])].some(({ rule: { match = {} } }) => matchesName(match, command))
    );
  }

  /** Whether a rule may be about the replies to commands of this name. */
  wantsReply(command: string): boolean {
    return (
      !this.#laid.isEmpty && [...this.#laid].some(({ rule }) => edgeOf(rule) === "after" && mayMatch(rule, command))
    );
  }

  /** Whether a rule may be about pushed messages. */
  get wantsPushed(): boolean {
    return !this.#laid.isEmpty && [...this.#laid].some(({ rule }) => rule.on === "pushed");
  }

  /** Counts a command against the rules of the edge and says what becomes of it. */
  strike(message: RedisMessage, edge: "before" | "after", connection: number): Strike {
    if (this.#laid.isEmpty) return NOTHING;
    const due = [...this.#laid].filter(
      (laid) =>
        (laid.rule.on ?? "commands") === "commands" &&
        edgeOf(laid.rule) === edge &&
        (laid.rule.isMeant?.(message) ?? matchesCommand(laid.rule.match ?? {}, message)) &&
        laid.concerns(connection) &&
        laid.strikes(),
    );
    return strikeOf(edge === "before" ? [...this.#struckAtDial(message, connection), ...due] : due);
  }

  /** Counts a pushed message against the rules and says what becomes of it. */
  strikePushed(message: PushedMessage, connection: number): Strike {
    if (!this.wantsPushed) return NOTHING;
    return strikeOf(
      [...this.#laid].filter(
        (laid) =>
          laid.rule.on === "pushed" &&
          (laid.rule.isMeant?.(message) ?? matchesPushed(laid.rule.match ?? {}, message)) &&
          laid.concerns(connection) &&
          laid.strikes(),
      ),
    );
  }

  #struckAtDial(message: RedisMessage, connection: number): readonly LaidRule<RedisRule>[] {
    const bound = this.#bound.get(connection);
    const struck = [...(bound ?? [])].filter(({ rule: { match = {} } }) => matchesCommand(match, message));
    for (const laid of struck) if (laid.rule.once) bound?.delete(laid);
    return struck;
  }
}

/** What `isMeant` knows is known to whoever watches, too, and so decoded anyway. */
const mayMatch = ({ on = "commands", isMeant, match = {} }: RedisRule, command: string): boolean =>
  on === "commands" && !isMeant && matchesName(match, command);

function strikeOf(struck: readonly LaidRule<RedisRule>[]): Strike {
  if (struck.length === 0) return NOTHING;
  const delays = struck.flatMap(({ rule: { delayMs }, healed }) =>
    delayMs === undefined ? [] : [{ ms: delayMs, healed }],
  );
  const rule = struck.find(({ rule: { delayMs } }) => delayMs === undefined)?.rule;
  return { delays, ...(rule && { rule }) };
}
