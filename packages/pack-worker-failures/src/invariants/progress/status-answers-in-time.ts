import {
  defineInvariant,
  exceeded,
  faultsSeen,
  holds,
  overrun,
  seen,
  took,
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
    const { calls, trait } = seen(history, jobs);
    const withinMs = trait("statusWithinMs");
    const from = faultsSeen(history)[0]?.at;
    if (from === undefined) return unknown("no fault went in");
    const asked = calls("status", "chunks").filter(({ returnedAt }) => returnedAt >= from);
    if (asked.length === 0) return unknown("nobody asked for a status");
    const refused = asked.find(({ result }) => result.status !== "ok");
    if (refused) return violated("a status request was not answered", refused.result);
    const slowest = asked.reduce((one, other) => (took(other) > took(one) ? other : one));
    if (withinMs === undefined || took(slowest) <= withinMs) return holds;
    const because = `a status request took ${Math.round(took(slowest))} ms; promised are ${withinMs} ms`;
    return exceeded(because, overrun(slowest, took(slowest) - withinMs));
  },
  examples: {
    keeps: historyOf(struck(10, 300), said(20, ["processing"])),
    breaks: historyOf(
      struck(10, 300),
      did("status", { job: "j" }, { from: 20, until: 900 }, { job: "j", status: "working" }),
    ),
  },
});
