import { defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract";
import { failed, historyOf, struck } from "../history/build-history.ts";
import { isFailed } from "../history/failures-seen.ts";
import { calls, describeCall, took, trait } from "../history/queries-seen.ts";
import { inVain } from "../history/waiting-seen.ts";

const waited = ["a", "b", "c", "d", "e", "f", "g"].map((key) => failed("read", { key }, { from: 20, until: 271 }, 503));

/** Once as many requests in a row as promised have found no connection, further ones are refused at once instead of waiting. */
export const circuitOpens = defineInvariant({
  name: "circuit opens",
  traits: ["circuitThreshold", "acquireTimeoutMs"],
  moments: ["query runs"],
  check(history) {
    const fault = trouble(history);
    const [threshold, patience] = [trait(history, "circuitThreshold"), trait(history, "acquireTimeoutMs")];
    if (!fault) return unknown("no connection was held");
    const failures = calls(history, "read").filter(
      ({ returnedAt, result }) => result.status !== "ok" && returnedAt >= fault.at,
    );
    const late = inVain(history).filter(
      ({ calledAt }) => failures.filter(({ returnedAt }) => returnedAt <= calledAt).length >= threshold,
    );
    if (late.length === 0) return unknown(`nobody asked after ${threshold} requests had found no connection`);
    const patient = late.find((call) => !isFailed(call) || call.result.httpStatus !== 503 || took(call) >= patience);
    return patient
      ? violated(`after ${threshold} requests had found no connection, ${describeCall(patient)}`, patient)
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 400), ...waited, failed("read", { key: "late" }, { from: 280 }, 503)),
    breaks: historyOf(struck(10, 600), ...waited, failed("read", { key: "late" }, { from: 280, until: 531 }, 503)),
  },
});
