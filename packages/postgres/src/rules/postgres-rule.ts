import { ChaosError, isDelay, LONGEST_DELAY_MS } from "@chaos-packs/contract/kind";
import { isShare, type RuleOnLink } from "@chaos-packs/wire";
import { withoutMemory } from "../patterns/statement-pattern.ts";
import type { Notification } from "../tap/notification.ts";
import type { Exchange } from "../tap/seen-statement.ts";

/** A rule on one link: an error in the server's place, a delay in ms, or the loss of a notification or of the connection. */
export interface PostgresRule extends RuleOnLink {
  /** What it strikes: exchanges (default), notifications, or the handshakes of connections that are dialled from now on. */
  readonly on?: "statements" | "notifications" | "logins";
  /** Which fingerprints. Absent: all but ROLLBACK, which a client can do nothing about. */
  readonly match?: RegExp;
  /** Which notifications, by their channel; `*` stands for any text. Absent: all. */
  readonly channel?: string;
  /** Which exchanges or notifications, instead of `match` and `channel`. */
  readonly isMeant?: (message: Exchange | Notification) => boolean;
  /** The error that the client is told; the server does not run the statement, and its transaction fails likewise. */
  readonly sqlState?: string;
  /** The message beside `sqlState`. */
  readonly message?: string;
  readonly delayMs?: number;
  /**
   * The connection is lost: `before` the server hears of the statement (RST); `unanswered`, when it has run and the client has
   * seen nothing of it (RST); `answered`, right after the client has its answer (FIN). With a notification: `before` the client
   * has it, or (`answered`) right after.
   */
  readonly cut?: "before" | "unanswered" | "answered";
  /** The notification is lost, and the connection lives. */
  readonly loses?: true;
}

/** What a rule may do to what it is on, and where it may cut. */
const DEEDS = {
  statements: ["sqlState", "delayMs", "cut"],
  notifications: ["delayMs", "cut", "loses"],
  logins: ["sqlState"],
} as const;
const CUTS: Readonly<Record<string, readonly unknown[]>> = {
  statements: ["before", "unanswered", "answered"],
  notifications: ["before", "answered"],
};

const ALL_DEEDS = [...new Set(Object.values(DEEDS).flat())];

/** The rule, if it is sound. Throws BAD_RULE. */
export function checkRule(given: unknown): PostgresRule {
  const rule = (typeof given === "object" && given !== null ? given : {}) as PostgresRule;
  const { on = "statements", sqlState, delayMs, cut } = rule;
  const deeds = ALL_DEEDS.filter((deed) => rule[deed] !== undefined);
  const isSound =
    deeds.length === 1 &&
    deeds.every((deed) => (DEEDS[on] as readonly string[] | undefined)?.includes(deed)) &&
    (sqlState === undefined || /^[0-9A-Z]{5}$/.test(sqlState)) &&
    (delayMs === undefined || isDelay(delayMs)) &&
    (cut === undefined || CUTS[on]?.includes(cut) === true) &&
    isShare(rule);
  if (!isSound) {
    throw new ChaosError("BAD_RULE", {
      expected: `a rule with one of sqlState (five digits or capitals), delayMs (from 0 to ${LONGEST_DELAY_MS}), cut and loses that is possible where it strikes, times from 1, and a fraction in (0, 1]`,
      came: `it is ${JSON.stringify(given)}`,
      todo: "Correct the options of the fault, such as failStatement, delayStatement, dropNotification or failLogin.",
    });
  }
  return rule.match ? { ...rule, match: withoutMemory(rule.match) } : rule;
}
