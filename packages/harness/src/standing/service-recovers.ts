import {
  defineInvariant,
  emptyHistory,
  exceeded,
  holds,
  type Operation,
  type Result,
  unknown,
} from "@chaos-packs/contract";

const hasServed = (result: Result): boolean =>
  result.status === "ok" || (result.status === "failed" && (result.httpStatus ?? 500) < 500);

const at = (calledAt: number, result: Result): Operation => ({
  client: "settle",
  name: "status",
  input: {},
  calledAt,
  returnedAt: calledAt + 1,
  result,
});

/**
 * Operations succeed again after the last fault has healed: the last of each kind that was called, or opened, since then did.
 * What the end of the run cut off tells nothing.
 */
export const serviceRecovers = defineInvariant({
  name: "service recovers",
  timed: true,
  check({ operations, streams, faults }) {
    const healed = Math.max(0, ...faults.filter(({ phase }) => phase === "healed").map(({ at }) => at));
    const since = [...operations, ...streams].filter(({ calledAt, cutOff }) => calledAt >= healed && !cutOff);
    const last = new Map(since.map((each) => [each.name, each]));
    if (last.size === 0) return unknown("no operation was done after the last heal");
    const failed = [...last.values()].find(({ result }) => !hasServed(result));
    if (!failed || failed.result.status === "ok") return holds;
    const served = since.filter(({ name, result }) => name === failed.name && hasServed(result));
    // A stall explains it only when it took most of the time for which it was not served.
    const from = Math.max(healed, ...served.map(({ returnedAt }) => returnedAt));
    const to = Math.max(from, failed.returnedAt);
    return exceeded(
      `${failed.name} still failed ${Math.round(failed.calledAt - healed)} ms after the last heal: ${failed.result.error}`,
      { byMs: to - from, from, to },
      failed,
    );
  },
  examples: {
    keeps: {
      ...emptyHistory,
      operations: [at(1, { status: "failed", error: "503", httpStatus: 503 }), at(9, { status: "ok", output: {} })],
    },
    breaks: {
      ...emptyHistory,
      operations: [at(1, { status: "ok", output: {} }), at(9, { status: "failed", error: "503", httpStatus: 503 })],
    },
  },
});
