import {
  defineInvariant,
  emptyHistory,
  holds,
  type Operation,
  type Result,
  unknown,
  violated,
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

/** Operations succeed again after the last fault has healed: the last of each kind that was called, or opened, since then did. */
export const serviceRecovers = defineInvariant({
  name: "service recovers",
  check({ operations, streams, faults }) {
    const healed = Math.max(0, ...faults.filter(({ phase }) => phase === "healed").map(({ at }) => at));
    const since = [...operations, ...streams].filter(({ calledAt }) => calledAt >= healed);
    const last = new Map(since.map((each) => [each.name, each]));
    if (last.size === 0) return unknown("no operation was done after the last heal");
    const failed = [...last.values()].find(({ result }) => !hasServed(result));
    if (!failed || failed.result.status === "ok") return holds;
    return violated(
      `${failed.name} still failed ${Math.round(failed.calledAt - healed)} ms after the last heal: ${failed.result.error}`,
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
