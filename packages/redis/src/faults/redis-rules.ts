import { ChaosError, undo } from "@chaos-packs/contract";
import { randomFor } from "../random.ts";
import type { RedisMessage } from "../tap/redis-message.ts";
import type { CommandMatch, RedisRule } from "./redis-rule.ts";

/** Commands with which a client sets up its connection: a rule strikes them only when it names them. */
const SET_UP = new Set(["AUTH", "CLIENT", "COMMAND", "HELLO", "INFO", "QUIT", "RESET", "SELECT"]);

/** What the rules of a link do to one command. */
export interface Strike {
  readonly delayMs: number;
  readonly drop: boolean;
  readonly error: string | undefined;
}

/** The rules that lie on one link. */
export interface RedisRules {
  /** Lays a rule; the undo takes it away. Throws BAD_RULE. */
  lay(rule: unknown): AsyncDisposable;
  /** Whether any rule may be about the command. */
  wants(command: string): boolean;
  /** Counts a command against the rules and says what becomes of it. */
  strike(message: RedisMessage): Strike;
}

interface Laid {
  readonly rule: RedisRule;
  readonly offset: number;
  matched: number;
  struck: number;
}

const NOTHING: Strike = { delayMs: 0, drop: false, error: undefined };

/** An empty set of rules. The seed decides where the fractions begin. */
export function newRedisRules(seed: number): RedisRules {
  const laid: Laid[] = [];
  let count = 0;
  return {
    lay(rule) {
      const entry: Laid = { rule: checkedRule(rule), offset: randomFor(seed, "rule", count++), matched: 0, struck: 0 };
      laid.push(entry);
      return undo(() => {
        const at = laid.indexOf(entry);
        if (at >= 0) laid.splice(at, 1);
      });
    },
    wants: (command) => laid.some(({ rule }) => matchesName(rule.match, command)),
    strike(message) {
      if (laid.length === 0) return NOTHING;
      const struck = laid.filter((entry) => strikes(entry, message)).map(({ rule }) => rule);
      return {
        delayMs: struck.reduce((sum, { delayMs = 0 }) => sum + delayMs, 0),
        drop: struck.some(({ drop = false }) => drop),
        error: struck.find(({ error }) => error !== undefined)?.error,
      };
    },
  };
}

function strikes(entry: Laid, { command, args }: RedisMessage): boolean {
  const { match, times = Number.POSITIVE_INFINITY, fraction = 1 } = entry.rule;
  if (!matchesName(match, command) || !matchesKey(match, args[0])) return false;
  const before = Math.floor(entry.matched * fraction + entry.offset);
  const after = Math.floor(++entry.matched * fraction + entry.offset);
  if (after === before || entry.struck >= times) return false;
  entry.struck++;
  return true;
}

function matchesName(match: CommandMatch | undefined, command: string): boolean {
  if (match?.command === undefined) return !SET_UP.has(command);
  const names = typeof match.command === "string" ? [match.command] : match.command;
  return names.some((name) => name.toUpperCase() === command);
}

function matchesKey(match: CommandMatch | undefined, key = ""): boolean {
  if (match?.key === undefined) return true;
  return match.key.endsWith("*") ? key.startsWith(match.key.slice(0, -1)) : key === match.key;
}

function checkedRule(rule: unknown): RedisRule {
  const { error, delayMs, drop, fraction = 1 } = (rule ?? {}) as RedisRule;
  const doesSomething = error !== undefined || drop === true || (delayMs !== undefined && delayMs > 0);
  if (doesSomething && fraction > 0 && fraction <= 1) return rule as RedisRule;
  throw new ChaosError("BAD_RULE", {
    expected: "a rule for Redis with an error, a delayMs above 0 or drop, and a fraction in (0, 1]",
    came: JSON.stringify(rule) ?? String(rule),
    todo: "Use replyWithError, delayCommand or dropCommand.",
  });
}
