import {
  defineInvariant,
  exceeded,
  holds,
  overrun,
  seen,
  took,
  trouble,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { did, failed, historyOf, struck, unanswered } from "../../history/examples.ts";
import { isCalledWithin } from "../../history/is-called-within.ts";

/** While requests wait for a connection health answers, within its time. */
export const healthAnswers = defineInvariant({
  name: "health answers",
  timed: true,
  reads: ["health"],
  traits: ["healthWithinMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const withinMs = promised("healthWithinMs");
    if (!fault) return unknown("no connection was held");
    const waiting = calls("read").filter(isCalledWithin(fault));
    const asked = calls("health").filter(({ calledAt }) =>
      waiting.some((read) => read.calledAt <= calledAt && read.returnedAt > calledAt),
    );
    if (asked.length === 0) return unknown("nobody asked for health while a request waited");
    const mute = asked.find(({ result }) => result.status !== "ok");
    if (mute) return violated(describeCall(mute), mute);
    const late = asked.find((call) => took(call) > withinMs);
    return late
      ? exceeded(`${describeCall(late)}; promised are ${withinMs} ms`, overrun(late, took(late) - withinMs), late)
      : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 271 }, 503),
      did("health", {}, 30, { status: "degraded" }),
    ),
    breaks: historyOf(
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 271 }, 503),
      unanswered("health", {}, { from: 30, until: 300 }),
    ),
  },
});
