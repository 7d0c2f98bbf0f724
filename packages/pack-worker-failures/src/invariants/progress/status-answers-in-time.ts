import {
  defineInvariant,
  exceeded,
  faultsSeen,
  holds,
  type Operation,
  overrun,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, said, struck } from "../../history/examples.ts";

/** From the first fault on every status request is answered, and within the time that the target promises, if it promises one. */
export const statusAnswersInTime = defineInvariant({
  name: "status answers in time",
  timed: true,
  optionalTraits: ["statusWithinMs"],
  check(history) {
    const withinMs = seen(history, jobs).trait("statusWithinMs");
    const from = faultsSeen(history)[0]?.at;
    if (from === undefined) return unknown("no fault went in");
    const asked = history.operations.filter(
      ({ name, returnedAt }) => (name === "status" || name === "chunks") && returnedAt >= from,
    );
    if (asked.length === 0) return unknown("nobody asked for a status");
    const refused = asked.find(({ result }) => result.status !== "ok");
    if (refused) return violated("a status request was not answered", refused.result);
    const tookMs = ({ calledAt, returnedAt }: Operation): number => returnedAt - calledAt;
    const slowest = asked.reduce((one, other) => (tookMs(other) > tookMs(one) ? other : one));
    if (withinMs === undefined || tookMs(slowest) <= withinMs) return holds;
    const because = `a status request took ${Math.round(tookMs(slowest))} ms; promised are ${withinMs} ms`;
    return exceeded(because, overrun(slowest, tookMs(slowest) - withinMs));
  },
  examples: {
    keeps: historyOf(struck(10, 300), said(20, ["processing"])),
    breaks: historyOf(
      struck(10, 300),
      did("status", { job: "j" }, { from: 20, until: 900 }, { job: "j", status: "working" }),
    ),
  },
});
