import { defineInvariant, exceeded, holds, overrun, seen, took, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall, keysOf } from "../../history/calls-seen.ts";
import { did, failed, historyOf, records } from "../../history/examples.ts";
import { wishes } from "../../history/writes-seen.ts";

/** Of several who wish to make one record exactly one succeeds, the others are told 409, and the record is there once. */
export const oneWins = defineInvariant({
  name: "one wins",
  timed: true,
  needsSettle: true,
  reads: ["write", "records"],
  traits: ["acquireTimeoutMs"],
  check(history) {
    const { looks, promised } = seen(history, queries);
    const writes = wishes(history).filter(({ name }) => name === "write");
    const key = writes.flatMap(keysOf).find((each, index, all) => all.indexOf(each) !== index);
    const last = looks("records").at(-1);
    const acquireTimeoutMs = promised("acquireTimeoutMs");
    if (key === undefined || !last) return unknown("no two have wished for one record");
    const rivals = writes.filter((wish) => keysOf(wish).includes(key)).flatMap(({ calls }) => calls);
    const winners = rivals.filter(({ result }) => result.status === "ok");
    if (winners.length !== 1)
      return violated(`${winners.length} of ${rivals.length} were told that they had made ${key}`);
    const wrong = rivals.find(
      ({ result }) => result.status !== "ok" && !(result.status === "failed" && result.httpStatus === 409),
    );
    if (wrong) {
      const because = `it lost the race, and ${describeCall(wrong)}`;
      // One that waited its whole time for a connection may have met a stall of the machine.
      return took(wrong) >= acquireTimeoutMs
        ? exceeded(because, overrun(wrong, took(wrong)), wrong)
        : violated(because, wrong);
    }
    const times = last.output.records.filter((each) => each.key === key).length;
    return times === 1 ? holds : violated(`record ${key} is there ${times} times`);
  },
  examples: {
    keeps: historyOf(
      did("write", { key: "a", value: "a", idempotencyKey: "1" }, 10, { key: "a" }),
      failed("write", { key: "a", value: "a", idempotencyKey: "2" }, 10, 409),
      records(30, "a"),
    ),
    breaks: historyOf(
      did("write", { key: "a", value: "a", idempotencyKey: "1" }, 10, { key: "a" }),
      failed("write", { key: "a", value: "a", idempotencyKey: "2" }, 10, 500),
      records(30, "a"),
    ),
  },
});
