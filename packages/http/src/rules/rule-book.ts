import { ChaosError, checkDelay, isLostRequests, type Laid } from "@chaos-packs/contract";
import { fractionFromSeed } from "../random.ts";
import type { HttpAction, HttpRule } from "./http-rule.ts";
import { matchRequest, type RequestMatcher } from "./request-match.ts";
import { strikeShare } from "./share.ts";

/** An action that strikes a request, and the signal that aborts when its rule is undone. */
export interface Strike {
  readonly action: HttpAction;
  readonly undone: AbortSignal;
}

interface LaidRule {
  readonly action: HttpAction;
  readonly matcher: RequestMatcher;
  readonly isStruck: () => boolean;
  readonly undone: AbortSignal;
  left: number;
  struck: number;
}

/** The rules that lie on one link. */
export class RuleBook {
  readonly #laid = new Set<LaidRule>();
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Lays a rule; returns its undo. Throws a ChaosError RULE_NOT_SUPPORTED for what is none of this kind, INVALID_RULE for a bad one. */
  lay(given: unknown): Laid {
    const rule = isLostRequests(given) ? lossOf(given.lostRequests.rate) : given;
    if (!isHttpRule(rule)) throw notSupported(rule);
    check(rule);
    const ended = new AbortController();
    const laid: LaidRule = {
      action: rule.action,
      matcher: matchRequest(rule.match ?? {}),
      isStruck: strikeShare(rule, fractionFromSeed(this.#seed + this.#count++)),
      undone: ended.signal,
      left: rule.times ?? Number.POSITIVE_INFINITY,
      struck: 0,
    };
    this.#laid.add(laid);
    return {
      get hits() {
        return laid.struck;
      },
      [Symbol.asyncDispose]: async () => {
        this.#laid.delete(laid);
        ended.abort();
      },
    };
  }

  /** Whether the body must be known to say what strikes a request with this head. */
  needsBody(method: string, path: string): boolean {
    for (const { matcher, left } of this.#laid)
      if (left > 0 && matcher.needsBody && matcher.head(method, path)) return true;
    return false;
  }

  /** What strikes a request, in the order in which the rules were laid; it counts as struck. Nothing comes after the first action that ends it. */
  strikes(method: string, path: string, body: unknown): readonly Strike[] {
    if (this.#laid.size === 0) return [];
    const found: Strike[] = [];
    for (const laid of this.#laid) {
      if (laid.left <= 0 || !laid.matcher.head(method, path) || !laid.matcher.body(body) || !laid.isStruck()) continue;
      laid.left -= 1;
      laid.struck += 1;
      found.push(laid);
      if (laid.action.do !== "delay" && laid.action.do !== "corrupt") break;
    }
    return found;
  }
}

const isHttpRule = (rule: unknown): rule is HttpRule =>
  typeof rule === "object" && rule !== null && "protocol" in rule && rule.protocol === "http" && "action" in rule;

const lossOf = (rate: number): HttpRule => ({ protocol: "http", action: { do: "reset" }, fraction: rate });

const notSupported = (rule: unknown): ChaosError =>
  new ChaosError("RULE_NOT_SUPPORTED", {
    expected: "a rule for HTTP requests",
    came: `${JSON.stringify(rule)} was laid on an HTTP link`,
    todo: "Lay faults of a dependency's own kind on its links; name the link of the fault if it is another than the struck one.",
  });

function check({ every, fraction, times, action }: HttpRule): void {
  if (action.do === "delay") checkDelay("ms of a delayed request", action.ms);
  const isCount = (value: number | undefined): boolean => value === undefined || (Number.isInteger(value) && value > 0);
  if (isCount(every) && isCount(times) && (fraction === undefined || (fraction > 0 && fraction <= 1))) return;
  throw new ChaosError("INVALID_RULE", {
    expected: "`every` and `times` to be whole and above 0, `fraction` above 0 and at most 1",
    came: JSON.stringify({ every, times, fraction }),
    todo: "Correct the options of the fault: `times`, `every` and `fraction`.",
  });
}
