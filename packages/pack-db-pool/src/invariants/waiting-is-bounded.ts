import { defineInvariant, exceeded, holds, unknown } from "@chaos-packs/contract";
import { failed, historyOf, struck } from "../history/build-history.ts";
import { isCalledWithin, trouble } from "../history/faults-seen.ts";
import { calls, describeCall, took, trait } from "../history/queries-seen.ts";

/** While connections are held nobody waits for one longer than promised. */
export const waitingIsBounded = defineInvariant({
  name: "waiting is bounded",
  timed: true,
  check(history) {
    const fault = trouble(history);
    const [patience, slack] = [trait(history, "acquireTimeoutMs"), trait(history, "slackMs")];
    const made = fault ? calls(history, "read").filter(isCalledWithin(fault)) : [];
    if (made.length === 0 || patience === undefined || slack === undefined)
      return unknown("nobody asked while the connections were held");
    const late = made.find((call) => took(call) > patience + slack);
    return late ? exceeded(`${describeCall(late)}; promised are ${patience} ms`, took(late) - patience, late) : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 400), failed("read", { key: "a" }, { from: 20, until: 272 }, 503)),
    breaks: historyOf(struck(10, 2_000), failed("read", { key: "a" }, { from: 20, until: 1_500 }, 503)),
  },
});
