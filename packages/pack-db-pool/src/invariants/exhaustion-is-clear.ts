import { defineInvariant, type History, holds, type Operation, unknown, violated } from "@chaos-packs/contract";
import { failed, historyOf, struck } from "../history/build-history.ts";
import { errorTextOf, isFailed, retryAfterOf } from "../history/failures-seen.ts";
import { describeCall, trait } from "../history/queries-seen.ts";
import { inVain } from "../history/waiting-seen.ts";

/** Numbers may be rounded, and a timer may be a little early. */
const ROUNDING_MS = 5;

/** What is missing from the answer to a request that got no connection. */
function missing(call: Operation, history: History): string | undefined {
  if (!isFailed(call) || call.result.httpStatus !== 503) return "a 503";
  if (retryAfterOf(call.result) === undefined) return "a Retry-After in seconds";
  const numbers = (errorTextOf(call.result).match(/\d+(\.\d+)?/g) ?? []).map(Number);
  const take = (isIt: (value: number) => boolean): boolean => {
    const at = numbers.findIndex(isIt);
    if (at >= 0) numbers.splice(at, 1);
    return at >= 0;
  };
  const [size, patience] = [trait(history, "poolSize") ?? 0, trait(history, "acquireTimeoutMs") ?? 0];
  if (!take((value) => value >= patience - ROUNDING_MS)) return "how long it waited, in ms";
  if (!take((value) => value === size)) return "the pool's size";
  return take((value) => Number.isInteger(value)) ? undefined : "the number of waiters";
}

/** A request that gets no connection in time fails with 503, a Retry-After, and an error that names pool size, waiters and wait. */
export const exhaustionIsClear = defineInvariant({
  name: "exhaustion is clear",
  moments: ["query runs"],
  check(history) {
    const made = inVain(history);
    if (made.length === 0) return unknown("nobody asked in vain while the connections were held");
    const unclear = made.find((call) => missing(call, history) !== undefined);
    return unclear ? violated(`${describeCall(unclear)}; it lacks ${missing(unclear, history)}`, unclear) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 503, {
        error: "no connection within 251 ms: pool of 2, 3 waiting",
        retryAfter: 1,
      }),
    ),
    breaks: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 503, {
        error: "timeout exceeded when trying to connect",
        retryAfter: 1,
      }),
    ),
  },
});
