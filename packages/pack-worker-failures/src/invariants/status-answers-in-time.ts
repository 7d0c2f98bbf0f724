import { defineInvariant, exceeded, faultsSeen, holds, unknown, violated } from "@chaos-packs/contract";
import { did, historyOf, status, struck } from "../history/build-history.ts";
import { trait } from "../history/jobs-seen.ts";

/** From the first fault on every status request is answered, within the time that the target promises. */
export const statusAnswersInTime = defineInvariant({
  name: "status answers in time",
  timed: true,
  check(history) {
    const withinMs = trait(history, "statusWithinMs");
    const from = faultsSeen(history)[0]?.at;
    if (withinMs === undefined || from === undefined) return unknown("no fault went in");
    const asked = history.operations.filter(({ name, returnedAt }) => name === "status" && returnedAt >= from);
    if (asked.length === 0) return unknown("nobody asked for a status");
    const refused = asked.find(({ result }) => result.status !== "ok");
    if (refused) return violated("a status request was not answered", refused.result);
    const slowestMs = Math.max(...asked.map(({ calledAt, returnedAt }) => returnedAt - calledAt));
    if (slowestMs <= withinMs) return holds;
    const because = `a status request took ${Math.round(slowestMs)} ms; promised are ${withinMs} ms`;
    return exceeded(because, slowestMs - withinMs);
  },
  examples: {
    keeps: historyOf(struck(10, 300), status(20, ["processing"])),
    breaks: historyOf(struck(10, 300), did("status", 900, {}, { took: 880 })),
  },
});
