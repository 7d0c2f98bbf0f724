import { defineInvariant, seen, trouble, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { failed, historyOf, struck } from "../../history/examples.ts";
import { judgeBounded } from "../../history/judge-bounded.ts";

/** A server that takes connections and says nothing keeps no request longer than the time to wait for a connection, or to open one, whichever is longer. */
export const silenceIsBounded = defineInvariant({
  name: "silence is bounded",
  timed: true,
  traits: ["acquireTimeoutMs", "connectTimeoutMs", "slackMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [acquire, connect, slack] = [promised("acquireTimeoutMs"), promised("connectTimeoutMs"), promised("slackMs")];
    if (!fault) return unknown("no server was silent");
    const made = calls("read").filter(({ returnedAt }) => returnedAt >= fault.at);
    if (made.length === 0) return unknown("nobody asked while the server was silent");
    const bound = Math.max(acquire, connect) + slack;
    return judgeBounded(made, bound);
  },
  examples: {
    keeps: historyOf(struck(10, 600), failed("read", { key: "a" }, { from: 20, until: 272 }, 503)),
    breaks: historyOf(struck(10, 600), failed("read", { key: "a" }, { from: 20, until: 2_000 }, 503)),
  },
});
