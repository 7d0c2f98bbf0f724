import { defineInvariant, exceeded, holds, seen, took, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, struck } from "../../history/examples.ts";
import { overrunOfAll } from "../../history/overrun-of-all.ts";
import { inVain } from "../../history/waiting-seen.ts";

/** While connections are held nobody waits for one longer than promised. */
export const waitingIsBounded = defineInvariant({
  name: "waiting is bounded",
  timed: true,
  traits: ["acquireTimeoutMs", "slackMs"],
  moments: ["query runs"],
  check(history) {
    const { promised } = seen(history, queries);
    const [acquireTimeoutMs, slack] = [promised("acquireTimeoutMs"), promised("slackMs")];
    const made = inVain(history);
    if (made.length === 0) return unknown("nobody asked in vain while the connections were held");
    const late = made.filter((call) => took(call) > acquireTimeoutMs + slack);
    const [first] = late;
    return first
      ? exceeded(
          `${describeCall(first)}; promised are ${acquireTimeoutMs} ms`,
          overrunOfAll(late, (call) => took(call) - acquireTimeoutMs),
          first,
        )
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 400), failed("read", { key: "a" }, { from: 20, until: 272 }, 503)),
    breaks: historyOf(struck(10, 2_000), failed("read", { key: "a" }, { from: 20, until: 1_500 }, 503)),
  },
});
