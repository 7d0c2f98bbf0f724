import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, struck } from "../../history/examples.ts";
import { unclear } from "../../history/failures-seen.ts";
import { inVain } from "../../history/waiting-seen.ts";

/**
 * A request that gets no connection in time fails with a clear error: it is answered, in words, not as a bug of the service,
 * and where that is 503 with a Retry-After.
 */
export const exhaustionIsClear = defineInvariant({
  name: "exhaustion is clear",
  traits: ["unavailableStatus"],
  moments: ["query runs"],
  check(history) {
    const made = inVain(history).filter(({ result }) => result.status !== "ok");
    if (made.length === 0) return unknown("nobody asked in vain while the connections were held");
    const found = made.find((call) => unclear(call) !== undefined);
    return found ? violated(`${describeCall(found)}; it ${unclear(found)}`, found) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 503, {
        error: "all connections are busy",
        headers: { "retry-after": "1" },
      }),
    ),
    breaks: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 500, { error: "timeout exceeded when trying to connect" }),
    ),
  },
});
