import { isLostRequests, type Laid } from "@chaos-packs/contract/kind";
import { type LaidRule, LaidRules, matchesGlob, type RuleDelay } from "@chaos-packs/wire";
import type { Notification } from "../tap/notification.ts";
import type { Exchange } from "../tap/seen-statement.ts";
import { checkRule, type PostgresRule } from "./postgres-rule.ts";

const ROLLBACK = /^(rollback|abort)\b/;

/** A rule while it lies on a link. */
export type RuleInForce = Pick<LaidRule<PostgresRule>, "rule" | "healed">;

/** A rule that strikes a statement. */
export interface Strike extends RuleInForce {
  /** Which of the statements that are sent it strikes, from 0. */
  readonly at: number;
}

/** What rules that strike ask to be waited for. */
export const delaysOf = (strikes: readonly RuleInForce[]): readonly RuleDelay[] =>
  strikes.flatMap(({ rule: { delayMs }, healed }) => (delayMs === undefined ? [] : [{ ms: delayMs, healed }]));

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

/** The rules that lie on one link. */
export class RuleBook {
  readonly #laid: LaidRules<PostgresRule>;

  constructor(seed: number) {
    this.#laid = new LaidRules(seed);
  }

  /** Lays a rule, until it is disposed of: what it delays then goes on at once. Throws BAD_RULE. */
  lay(given: unknown): Laid {
    return this.#laid.lay(
      checkRule(isLostRequests(given) ? { cut: "before", fraction: given.lostRequests.rate } : given),
    );
  }

  /** Takes note of a connection, by its number on the link. */
  connected(id: number): void {
    this.#laid.connected(id);
  }

  /** The rules that strike what is sent of an exchange, in the order in which they were laid. */
  strike<S extends SentStatement>(sent: Sent<S>): readonly Strike[] {
    if (this.#laid.isEmpty || sent.statements.length === 0) return [];
    return [...this.#laid].flatMap((laid) => {
      const at = laid.concerns(sent.connection) ? findMeant(laid.rule, sent) : -1;
      return at >= 0 && laid.strikes() ? [{ rule: laid.rule, healed: laid.healed, at }] : [];
    });
  }

  /** Whether a rule may be about notifications, so that they must be looked into. */
  get wantsNotifications(): boolean {
    return !this.#laid.isEmpty && [...this.#laid].some(({ rule }) => rule.on === "notifications");
  }

  /** Counts a notification against the rules; those that strike it, in the order in which they were laid. */
  strikeNotification(message: Notification, connection: number): readonly RuleInForce[] {
    if (!this.wantsNotifications) return [];
    return [...this.#laid].filter((laid) => {
      const { on, isMeant, channel } = laid.rule;
      if (on !== "notifications" || !laid.concerns(connection)) return false;
      const matches = isMeant ? isMeant(message) : channel === undefined || matchesGlob(channel, message.channel);
      return matches && laid.strikes();
    });
  }

  /** The rule that strikes a handshake, at its startup packet or at its password. */
  strikeLogin(at: "startup" | "password"): PostgresRule | undefined {
    for (const laid of this.#laid) {
      const { on, sqlState } = laid.rule;
      // That a password is wrong is known only once it is there.
      if (on === "logins" && (sqlState?.startsWith("28") ? "password" : "startup") === at && laid.strikes())
        return laid.rule;
    }
    return undefined;
  }
}

function findMeant<S extends SentStatement>(rule: PostgresRule, { statements, about }: Sent<S>): number {
  const { on = "statements", match, isMeant } = rule;
  if (on !== "statements") return -1;
  if (isMeant) return statements.findIndex((each) => !each.isStarted && isMeant(about(each)));
  return statements.findIndex(({ fingerprint }) => (match ? match.test(fingerprint) : !ROLLBACK.test(fingerprint)));
}
