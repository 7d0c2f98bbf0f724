import { stopsSeen } from "../faults-seen.ts";
import type { History } from "../history.ts";
import { isSameLife, nameOfReplica } from "../replica-id.ts";
import { exceeded, holds, unknown, type Verdict, violated } from "../verdict.ts";

/** What a target promises about a stop. */
export interface StopPromise {
  /** Whether it promises how long one may take; where it does not, the bound after which it is killed is a default. */
  readonly isPromised: boolean;
  /** The longest that one may take, slack and all, ms; absent: whoever ends before it is killed has kept the promise. */
  readonly withinMs?: number;
}

/** Whether each replica that was asked to stop ended by itself, without an error, and in time. */
export function judgeStops(
  history: History,
  { isPromised, withinMs = Number.POSITIVE_INFINITY }: StopPromise,
): Verdict {
  const stops = stopsSeen(history);
  if (stops.length === 0) return unknown("nobody was asked to stop");
  for (const { struck: by, at } of stops) {
    const exit = history.exits.find((each) => isSameLife(each.by, by));
    if (!exit) return violated(`${nameOfReplica(by)} was asked to stop, and runs on`);
    const tookMs = Math.round(exit.at - at);
    if (exit.how !== "ended") {
      const { graceMs, defaults } = history.roles[by.role] ?? {};
      const isDefault = !isPromised && defaults?.graceMs === true && exit.how === "killed";
      const bound = `; the default bound is ${graceMs} ms: set roles.${by.role}.graceMs in the target file to what a stop may take`;
      const because = `${nameOfReplica(by)} was asked to stop, and ${exit.how} ${tookMs} ms later`;
      return violated(`${because}${isDefault ? bound : ""}`, exit);
    }
    if (exit.at - at > withinMs) {
      const because = `${nameOfReplica(by)} was asked to stop, and ended ${tookMs} ms later; promised are ${withinMs} ms`;
      return exceeded(because, { byMs: exit.at - at - withinMs, from: at, to: exit.at }, exit);
    }
  }
  return holds;
}
