import {
  defineInvariant,
  field,
  holds,
  type Json,
  notPromised,
  seen,
  took,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, struck } from "../../history/examples.ts";
import { isFailed } from "../../history/failures-seen.ts";
import { inVain } from "../../history/waiting-seen.ts";

/** Times may be rounded, and a timer may be a little early. */
const ROUNDING_MS = 5;
const NAMES = ["poolSize", "waiting", "waitedMs"];

/**
 * Where the answer to a request that got no connection in time names the pool's size, who waits and how long it waited, these
 * are true. A service need not name them.
 */
export const exhaustionNamesItsNumbers = defineInvariant({
  name: "exhaustion names its numbers",
  traits: ["poolSize", "acquireTimeoutMs"],
  moments: ["query runs"],
  check(history) {
    const { promised } = seen(history, queries);
    const [size, acquireTimeoutMs] = [promised("poolSize"), promised("acquireTimeoutMs")];
    const made = inVain(history).filter(isFailed);
    if (made.length === 0) return unknown("nobody asked in vain while the connections were held");
    const naming = made.filter(({ result: { body } }) => NAMES.some((name) => field(body, name) !== undefined));
    if (naming.length === 0) return notPromised("poolSize, waiting and waitedMs in the body of such an answer");
    const wrong = (value: Json | undefined, isTrue: (value: number) => boolean): boolean =>
      value !== undefined && !(typeof value === "number" && isTrue(value));
    for (const call of naming) {
      const [poolSize, waiting, waitedMs] = NAMES.map((name) => field(call.result.body, name));
      if (wrong(poolSize, (value) => value === size))
        return violated(`${describeCall(call)}; it names a pool of ${poolSize}, and ${size} are promised`, call);
      if (wrong(waiting, (value) => Number.isInteger(value) && value >= 0))
        return violated(`${describeCall(call)}; it names ${waiting} waiters`, call);
      if (wrong(waitedMs, (value) => value >= acquireTimeoutMs - ROUNDING_MS && value <= took(call) + ROUNDING_MS))
        return violated(`${describeCall(call)}; it names a wait of ${waitedMs} ms`, call);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 503, { body: { poolSize: 2, waiting: 3, waitedMs: 251 } }),
    ),
    breaks: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 503, { body: { poolSize: 7, waiting: 3, waitedMs: 251 } }),
    ),
  },
});
