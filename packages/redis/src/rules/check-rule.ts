import { ChaosError, isDelay, LONGEST_DELAY_MS } from "@chaos-packs/contract/kind";
import { isShare } from "@chaos-packs/wire";
import type { RedisRule } from "./redis-rule.ts";

/** What a rule may do to what it is on; `items` goes with a cut, or alone. */
const DEEDS = {
  commands: ["error", "delayMs", "cut", "copies", "items"],
  pushed: ["delayMs", "cut", "copies", "loses"],
  connections: ["error", "says"],
} as const;

/** The rule, if it is sound. Throws BAD_RULE. */
export function checkRule(given: unknown): RedisRule {
  const rule = (typeof given === "object" && given !== null ? given : {}) as RedisRule;
  const { on = "commands" } = rule;
  const deeds = DEEDS[on]?.filter((deed) => rule[deed] !== undefined) ?? [];
  const isOneDeed = deeds.length === 1 || (deeds.length === 2 && rule.cut === "inside" && rule.items !== undefined);
  const isSound = isOneDeed && areNumbersSound(rule) && isCutSound(rule) && isShare(rule);
  if (isSound) return rule;
  throw new ChaosError("BAD_RULE", {
    expected: `a rule that does one thing (an error, a delayMs above 0 and at most ${LONGEST_DELAY_MS}, a cut, copies from 1, items from 0, loses, says) which is possible where it strikes, with times and occurrence from 1 and a fraction in (0, 1]`,
    came: `it is ${JSON.stringify(given) ?? String(given)}`,
    todo: "Correct the options of the fault, such as replyWithError, delayCommand or dropPushed.",
  });
}

const areNumbersSound = ({ delayMs = 1, copies = 1, items = 0 }: RedisRule): boolean =>
  isDelay(delayMs) && delayMs > 0 && Number.isInteger(copies) && copies >= 1 && Number.isInteger(items) && items >= 0;

function isCutSound({ on, cut }: RedisRule): boolean {
  if (cut === undefined || ["before", "inside", "answered"].includes(cut)) return true;
  // Nobody answers a message that is pushed.
  return cut === "unanswered" && on !== "pushed";
}
