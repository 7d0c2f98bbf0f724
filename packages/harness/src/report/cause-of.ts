import type { Exit } from "@chaos-packs/contract";
import type { Finished } from "../runner.ts";
import { crashOf } from "./crash-frames.ts";
import { maskText } from "./mask-text.ts";

/** Why a scenario did not hold. */
export interface Cause {
  /** Equal for scenarios that failed for one cause. */
  readonly key: string;
  /** In one line. */
  readonly cause: string;
  /** What else was red in the same scenario; it often follows from the cause. */
  readonly also: readonly string[];
}

/** Whether somebody must look at it. */
export const isFailure = ({ outcome }: Pick<Finished, "outcome">): boolean =>
  outcome !== "holds" && outcome !== "skipped";

/**
 * The cause of a failure: a role that ended by itself, known by the frames of its error, else the first reason with ids and
 * numbers masked. Undefined for what holds or was skipped.
 */
export function causeOf(finished: Finished): Cause | undefined {
  if (!isFailure(finished)) return undefined;
  const { outcome, because, result } = finished;
  const exit = result?.history.exits.find(({ asked, how }) => !asked || how === "crashed");
  if (outcome === "violated" && exit) return crashCause(exit, because);
  const [first = outcome, ...also] = because;
  return { key: `${outcome}: ${maskText(first)}`, cause: first, also };
}

function crashCause({ by, how, reason }: Exit, because: readonly string[]): Cause {
  const { error, frames } = crashOf(reason);
  const key = frames.length > 0 ? frames.join(" < ") : maskText(error);
  const where = frames[0] === undefined ? "" : ` (${frames[0]})`;
  return {
    key: `crash: ${key}`,
    cause: `${by.role} ${how === "crashed" ? "crashed" : "ended by itself"}: ${error}${where}`,
    also: because.filter((each) => !each.includes(firstLineOf(reason))),
  };
}

const firstLineOf = (text: string): string => text.split("\n")[0] ?? text;
