import { ChaosError } from "@chaos-packs/contract";
import { withoutMemory } from "../patterns/statement-pattern.ts";
import { randomFrom } from "../random.ts";
import type { PostgresRule } from "./postgres-rule.ts";

const ROLLBACK = /^(rollback|abort)\b/;

/** A rule that strikes an exchange; `healed` is aborted when the rule is undone. */
export interface Strike {
  readonly rule: PostgresRule;
  readonly healed: AbortSignal;
}

interface LaidRule extends Strike {
  readonly offset: number;
  matched: number;
  struck: number;
}

/** The rules that lie on one link. */
export class RuleBook {
  readonly #seed: number;
  readonly #laid = new Set<LaidRule>();
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Lays a rule, until it is disposed of: what it delays then goes on at once. Throws BAD_RULE. */
  lay(given: unknown): AsyncDisposable {
    const rule = checkRule(given);
    const healed = new AbortController();
    this.#count++;
    const offset = randomFrom(this.#seed, "rule", this.#count);
    const laid: LaidRule = { rule, healed: healed.signal, offset, matched: 0, struck: 0 };
    this.#laid.add(laid);
    return {
      [Symbol.asyncDispose]: async () => {
        this.#laid.delete(laid);
        healed.abort();
      },
    };
  }

  /** The rules that strike an exchange of these statements, in the order in which they were laid. */
  strike(fingerprints: readonly string[]): readonly Strike[] {
    if (this.#laid.size === 0 || fingerprints.length === 0) return [];
    return [...this.#laid].filter((laid) => isStruck(laid, fingerprints));
  }
}

function isStruck(laid: LaidRule, fingerprints: readonly string[]): boolean {
  const { match, times = Number.POSITIVE_INFINITY, fraction = 1 } = laid.rule;
  const isMeant = match ? (print: string) => match.test(print) : (print: string) => !ROLLBACK.test(print);
  if (laid.struck >= times || !fingerprints.some(isMeant)) return false;
  // With an offset in [0, 1), every 1/fraction-th crosses a whole number: evenly spread, whatever the seed.
  const before = Math.floor(laid.offset + laid.matched * fraction);
  laid.matched++;
  if (Math.floor(laid.offset + laid.matched * fraction) === before) return false;
  laid.struck++;
  return true;
}

function checkRule(given: unknown): PostgresRule {
  const rule = (typeof given === "object" && given !== null ? given : {}) as PostgresRule;
  const { sqlState, delayMs, drop, fraction = 1 } = rule;
  const does = [sqlState !== undefined, delayMs !== undefined, drop === true].filter(Boolean).length;
  const isSound =
    does === 1 && (sqlState === undefined || /^[0-9A-Z]{5}$/.test(sqlState)) && fraction > 0 && fraction <= 1;
  if (!isSound) {
    throw new ChaosError("BAD_RULE", {
      expected: "a rule with one of sqlState (five characters), delayMs or drop, and a fraction in (0, 1]",
      came: `it is ${JSON.stringify(given)}`,
      todo: "Use failStatement, delayStatement or dropStatement.",
    });
  }
  return rule.match ? { ...rule, match: withoutMemory(rule.match) } : rule;
}
