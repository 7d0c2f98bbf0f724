import { connectionsSeen } from "../connections-seen.ts";
import { trouble } from "../faults-seen.ts";
import type { History } from "../history.ts";
import { isSameReplica } from "../replica-id.ts";
import { unknown, type Verdict } from "../verdict.ts";
import { judgeInTime, type TimePromise } from "./judge-in-time.ts";

/**
 * Whether connections of the struck replica that are dead but open, as after a partition, are noticed in time: by then each is
 * replaced. As many dials as connections have died: the last of them tells when the last was noticed.
 */
export function judgeDeadConnections(history: History, promise: TimePromise): Verdict {
  const fault = trouble(history);
  const struck = history.faults[0]?.struck;
  if (!fault || !struck) return unknown("no connection died");
  const connections = connectionsSeen(history).filter(({ by }) => isSameReplica(by, struck));
  const dead = connections.filter(({ dialledAt, closedAt }) => dialledAt < fault.at && closedAt > fault.at);
  if (dead.length === 0) return unknown("no connection was open when the fault struck");
  const noticed = connections.filter(({ dialledAt }) => dialledAt > fault.at).map(({ dialledAt }) => dialledAt);
  const last = noticed[dead.length - 1] ?? history.endedAt;
  return judgeInTime(
    { from: fault.at, to: last },
    promise,
    (ms) => `${Math.min(noticed.length, dead.length)} of ${dead.length} dead connections were replaced within ${ms} ms`,
  );
}
