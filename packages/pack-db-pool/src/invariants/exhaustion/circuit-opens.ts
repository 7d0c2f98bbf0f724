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
import { failed, historyOf, struck } from "../../history/examples.ts";
import { isFailed } from "../../history/failures-seen.ts";
import { inVain } from "../../history/waiting-seen.ts";

const waited = ["a", "b", "c", "d", "e", "f", "g"].map((key) => failed("read", { key }, { from: 20, until: 271 }, 503));

/**
 * Once as many requests in a row as promised have found no connection, further ones are refused at once instead of waiting.
 * When the circuit has been open for its time it lets one request try, so who asks that late is not judged.
 */
export const circuitOpens = defineInvariant({
  name: "circuit opens",
  timed: true,
  traits: ["circuitThreshold", "circuitOpenMs", "acquireTimeoutMs"],
  moments: ["query runs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [threshold, openMs, acquireTimeoutMs] = [
      promised("circuitThreshold"),
      promised("circuitOpenMs"),
      promised("acquireTimeoutMs"),
    ];
    if (!fault) return unknown("no connection was held");
    const failures = calls("read").filter(({ returnedAt, result }) => result.status !== "ok" && returnedAt >= fault.at);
    const late = inVain(history).filter(({ calledAt }) => {
      const before = failures.filter(({ returnedAt }) => returnedAt <= calledAt);
      const openedAt = Math.max(
        ...before.filter((call) => took(call) >= acquireTimeoutMs).map(({ returnedAt }) => returnedAt),
      );
      return before.length >= threshold && calledAt < openedAt + openMs;
    });
    if (late.length === 0) return unknown(`nobody asked after ${threshold} requests had found no connection`);
    const patient = late.find(
      (call) => !isFailed(call) || call.result.httpStatus !== 503 || took(call) >= acquireTimeoutMs,
    );
    if (!patient) return holds;
    const because = `after ${threshold} requests had found no connection, ${describeCall(patient)}`;
    // One that was refused with a 503, and late, may have met a stall of the machine.
    return isFailed(patient) && patient.result.httpStatus === 503
      ? exceeded(because, overrun(patient, took(patient)), patient)
      : violated(because, patient);
  },
  examples: {
    keeps: historyOf(struck(10, 400), ...waited, failed("read", { key: "late" }, 280, 503)),
    breaks: historyOf(struck(10, 600), ...waited, failed("read", { key: "late" }, { from: 280, until: 531 }, 503)),
  },
});
