import { ChaosError, checkDelay, isLostRequests, type Laid } from "@chaos-packs/contract/kind";
import { isShare, LaidRules } from "@chaos-packs/wire";
import type { HttpAction, HttpRule } from "./http-rule.ts";
import { matchRequest, type RequestMatcher } from "./request-match.ts";

/** An action that strikes a request, and the signal that aborts when its rule is undone. */
export interface Strike {
  readonly action: HttpAction;
  readonly undone: AbortSignal;
}

/** A rule with what tells the requests that it is about. */
interface MatchingRule extends HttpRule {
  readonly matcher: RequestMatcher;
}

/** The rules that lie on one link. */
export class RuleBook {
  readonly #laid: LaidRules<MatchingRule>;

  constructor(seed: number) {
    this.#laid = new LaidRules(seed);
  }

  /** Lays a rule; returns its undo. Throws a ChaosError RULE_NOT_SUPPORTED for what is none of this kind, INVALID_RULE for a bad one. */
  lay(given: unknown): Laid {
    const rule = isLostRequests(given) ? lossOf(given.lostRequests.rate) : given;
    if (!isHttpRule(rule)) throw notSupported(rule);
    check(rule);
    return this.#laid.lay({ ...rule, matcher: matchRequest(rule.match ?? {}) });
  }

  /** Whether the body must be known to say what strikes a request with this head. */
  needsBody(method: string, path: string): boolean {
    return [...this.#laid].some(
      ({ isSpent, rule: { matcher } }) => !isSpent && matcher.needsBody && matcher.head(method, path),
    );
  }

  /** What strikes a request, in the order in which the rules were laid; it counts as struck. Nothing comes after the first action that ends it. */
  strikes(method: string, path: string, body: unknown): readonly Strike[] {
    const found: Strike[] = [];
    for (const laid of this.#laid) {
      const { matcher, action } = laid.rule;
      if (laid.isSpent || !matcher.head(method, path) || !matcher.body(body) || !laid.strikes()) continue;
      found.push({ action, undone: laid.healed });
      if (action.do !== "delay" && action.do !== "corrupt") break;
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

function check(rule: HttpRule): void {
  const { every, fraction, times, action } = rule;
  if (action.do === "delay") checkDelay("ms of a delayed request", action.ms);
  if (isShare(rule)) return;
  throw new ChaosError("INVALID_RULE", {
    expected: "`every` and `times` to be whole and above 0, `fraction` above 0 and at most 1",
    came: JSON.stringify({ every, times, fraction }),
    todo: "Correct the options of the fault: `times`, `every` and `fraction`.",
  });
}
