import { defineInvariant, emptyHistory, holds, type Operation, unknown, violated } from "@chaos-packs/contract";

const operation = (part: Partial<Operation>): Operation => ({
  client: "run",
  name: "status",
  input: {},
  calledAt: 0,
  returnedAt: 5,
  result: { status: "ok", output: {} },
  ...part,
});

/** Every operation settles within its deadline, whatever its answer. */
export const operationsSettle = defineInvariant({
  name: "operations settle",
  timed: true,
  check({ operations }) {
    if (operations.length === 0) return unknown("no operation was done");
    const late = operations.find(({ overdue }) => overdue);
    return late
      ? violated(`${late.name} had not settled after ${Math.round(late.returnedAt - late.calledAt)} ms`, late)
      : holds;
  },
  examples: {
    keeps: { ...emptyHistory, operations: [operation({})] },
    breaks: {
      ...emptyHistory,
      operations: [operation({ returnedAt: 3_000, overdue: true, result: { status: "unknown", error: "timeout" } })],
    },
  },
});
