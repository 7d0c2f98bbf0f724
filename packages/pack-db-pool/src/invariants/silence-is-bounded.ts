import { defineInvariant, exceeded, holds, overrun, trouble, unknown } from "@chaos-packs/contract/pack";
import { failed, historyOf, struck } from "../history/examples.ts";
import { calls, describeCall, took, trait } from "../history/queries-seen.ts";

/** A server that takes connections and says nothing keeps no request longer than the time to wait for a connection, or to open one, whichever is longer. */
export const silenceIsBounded = defineInvariant({
  name: "silence is bounded",
  timed: true,
  traits: ["acquireTimeoutMs", "connectTimeoutMs", "slackMs"],
  check(history) {
    const fault = trouble(history);
    const [acquire, connect, slack] = [
      trait(history, "acquireTimeoutMs"),
      trait(history, "connectTimeoutMs"),
      trait(history, "slackMs"),
    ];
    if (!fault) return unknown("no server was silent");
    const made = calls(history, "read").filter(({ returnedAt }) => returnedAt >= fault.at);
    if (made.length === 0) return unknown("nobody asked while the server was silent");
    const bound = Math.max(acquire, connect) + slack;
    const late = made.find((call) => took(call) > bound);
    return late
      ? exceeded(`${describeCall(late)}; promised are ${bound} ms`, overrun(late, took(late) - bound), late)
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 600), failed("read", { key: "a" }, { from: 20, until: 272 }, 503)),
    breaks: historyOf(struck(10, 600), failed("read", { key: "a" }, { from: 20, until: 2_000 }, 503)),
  },
});
