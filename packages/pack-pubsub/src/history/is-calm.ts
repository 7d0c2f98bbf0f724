import { type FaultSeen, faultsSeen, type History } from "@chaos-packs/contract/pack";
import { lastTrouble } from "./last-trouble.ts";
import type { Published } from "./messages-seen.ts";

/**
 * Whether nothing was wrong when a message was published, nor so many ms before and after: what is on its way when a fault
 * strikes is lost with it, where nobody promises to catch up.
 */
export function isCalm(history: History, { calledAt, at }: Pick<Published, "calledAt" | "at">, ms: number): boolean {
  const isNear = ({ at: injectedAt, begunAt = injectedAt, until }: FaultSeen): boolean =>
    begunAt <= at + ms && until + ms > calledAt;
  if (faultsSeen(history).some(isNear)) return false;
  const last = lastTrouble(history, at);
  return last === undefined || last + ms <= calledAt;
}
