import { isLostRequests, type Laid } from "@chaos-packs/contract";
import { matchesGlob } from "@chaos-packs/wire";
import { randomFrom } from "../random.ts";
import type { Notification } from "../tap/notification.ts";
import type { Exchange } from "../tap/seen-statement.ts";
import { checkRule, type PostgresRule } from "./postgres-rule.ts";

const ROLLBACK = /^(rollback|abort)\b/;

/** A rule while it lies on a link. */
export interface RuleInForce {
  readonly rule: PostgresRule;
  /** Aborted when the rule is undone. */
  readonly healed: AbortSignal;
}

/** A rule that strikes a statement. */
export interface Strike extends RuleInForce {
  /** Which of the statements that are sent it strikes, from 0. */
  readonly at: number;
}

/** What is about to be sent on. */
export interface Sent<S extends SentStatement> {
  /** The number of the connection on its link. */
  readonly connection: number;
  readonly statements: readonly S[];
  /** What a pattern is shown of one of them. */
  about(statement: S): Exchange;
}

/** What a rule goes by. */
export interface SentStatement {
  readonly fingerprint: string;
  /** It was sent before, and goes on: a cursor. */
  readonly isStarted: boolean;
}

interface LaidRule extends RuleInForce {
  readonly offset: number;
  /** The last connection that was dialled when it was laid. */
  readonly lastId: number;
  matched: number;
  struck: number;
}

/** The rules that lie on one link. */
export class RuleBook {
  readonly #seed: number;
  readonly #laid = new Set<LaidRule>();
  #count = 0;
  #lastId = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Lays a rule, until it is disposed of: what it delays then goes on at once. Throws BAD_RULE. */
  lay(given: unknown): Laid {
    const rule = checkRule(isLostRequests(given) ? { cut: "before", fraction: given.lostRequests.rate } : given);
    const healed = new AbortController();
    this.#count++;
    const offset = randomFrom(this.#seed, "rule", this.#count);
    const laid: LaidRule = { rule, healed: healed.signal, offset, lastId: this.#lastId, matched: 0, struck: 0 };
    this.#laid.add(laid);
    return {
      get hits() {
        return laid.struck;
      },
      [Symbol.asyncDispose]: async () => {
        this.#laid.delete(laid);
        healed.abort();
      },
    };
  }

  /** Takes note of a connection, by its number on the link. */
  connected(id: number): void {
    this.#lastId = Math.max(this.#lastId, id);
  }

  /** The rules that strike what is sent of an exchange, in the order in which they were laid. */
  strike<S extends SentStatement>(sent: Sent<S>): readonly Strike[] {
    if (this.#laid.size === 0 || sent.statements.length === 0) return [];
    return [...this.#laid].flatMap((laid) => {
      const at = findMeant(laid, sent);
      return at >= 0 && isDue(laid) ? [{ rule: laid.rule, healed: laid.healed, at }] : [];
    });
  }

  /** Whether a rule may be about notifications, so that they must be looked into. */
  get wantsNotifications(): boolean {
    return this.#laid.size > 0 && [...this.#laid].some(({ rule }) => rule.on === "notifications");
  }

  /** Counts a notification against the rules; those that strike it, in the order in which they were laid. */
  strikeNotification(message: Notification, connection: number): readonly RuleInForce[] {
    if (!this.wantsNotifications) return [];
    return [...this.#laid].filter((laid) => {
      const { on, isMeant, channel } = laid.rule;
      if (on !== "notifications" || !isOpen(laid, connection)) return false;
      const matches = isMeant ? isMeant(message) : channel === undefined || matchesGlob(channel, message.channel);
      return matches && isDue(laid);
    });
  }

  /** The rule that strikes a handshake, at its startup packet or at its password. */
  strikeLogin(at: "startup" | "password"): PostgresRule | undefined {
    for (const laid of this.#laid) {
      const { on, sqlState } = laid.rule;
      // That a password is wrong is known only once it is there.
      if (on === "logins" && (sqlState?.startsWith("28") ? "password" : "startup") === at && isDue(laid))
        return laid.rule;
    }
    return undefined;
  }
}

const isOpen = ({ rule, lastId }: LaidRule, connection: number): boolean =>
  rule.connections !== "open now" || connection <= lastId;

function findMeant<S extends SentStatement>(laid: LaidRule, { connection, statements, about }: Sent<S>): number {
  const { on = "statements", match, isMeant } = laid.rule;
  if (on !== "statements" || !isOpen(laid, connection)) return -1;
  if (isMeant) return statements.findIndex((each) => !each.isStarted && isMeant(about(each)));
  return statements.findIndex(({ fingerprint }) => (match ? match.test(fingerprint) : !ROLLBACK.test(fingerprint)));
}

/** Counts what matches; whether this one is struck. */
function isDue(laid: LaidRule): boolean {
  const { times = Number.POSITIVE_INFINITY, fraction = 1 } = laid.rule;
  if (laid.struck >= times) return false;
  // With an offset in [0, 1), every 1/fraction-th crosses a whole number: evenly spread, whatever the seed.
  const before = Math.floor(laid.offset + laid.matched * fraction);
  laid.matched++;
  if (Math.floor(laid.offset + laid.matched * fraction) === before) return false;
  laid.struck++;
  return true;
}
