import { defineInvariant, holds, seen, stop, stopsSeen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { did, failed, historyOf, read, struck } from "../../history/examples.ts";

/** While running requests finish, new ones are refused. */
export const newRequestsAreRefused = defineInvariant({
  name: "new requests are refused",
  check(history) {
    const { calls } = seen(history, queries);
    const [stop] = stopsSeen(history);
    const running = calls("slow").filter(
      ({ returnedAt, calledAt }) => stop && calledAt <= stop.at && returnedAt >= stop.at,
    );
    if (!stop || running.length === 0) return unknown("nothing ran when the stop was asked for");
    const until = Math.max(...running.map(({ returnedAt }) => returnedAt));
    const asked = calls("read").filter(({ calledAt }) => calledAt >= stop.at && calledAt < until);
    if (asked.length === 0) return unknown("nobody asked while running requests finished");
    const firstRefusal = asked.find(({ result }) => result.status !== "ok");
    if (!firstRefusal) return violated(`${asked.length} requests were taken on while the service was stopping`);
    const taken = asked.find(({ calledAt, result }) => result.status === "ok" && calledAt > firstRefusal.returnedAt);
    return taken ? violated("a request was taken on after another had been refused", taken) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 400, stop()),
      did("slow", { key: "a", ms: 200 }, { from: 5, until: 210 }, {}),
      failed("read", { key: "b" }, 30, 503),
    ),
    breaks: historyOf(
      struck(10, 400, stop()),
      did("slow", { key: "a", ms: 200 }, { from: 5, until: 210 }, {}),
      read("b", 30),
      read("c", 100),
    ),
  },
});
