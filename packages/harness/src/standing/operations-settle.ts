import {
  defineInvariant,
  emptyHistory,
  exceeded,
  holds,
  type Operation,
  overrun,
  unknown,
} from "@chaos-packs/contract";

const operation = (part: Partial<Operation>): Operation => ({
  client: "run",
  name: "status",
  input: {},
  calledAt: 0,
  returnedAt: 5,
  result: { status: "ok", output: {} },
  ...part,
});

/** Every operation settles within its deadline, whatever its answer; one that stays open settles when it stands, or does not. */
export const operationsSettle = defineInvariant({
  name: "operations settle",
  timed: true,
  check({ operations, streams }) {
    const all = [...operations, ...streams];
    if (all.length === 0) return unknown("no operation was done");
    const late = all.find(({ overdue }) => overdue);
    if (!late) return holds;
    const tookMs = late.returnedAt - late.calledAt;
    // Its deadline has ended it. What settles does so in a small part of that time, so a stall must explain the half of it.
    return exceeded(`${late.name} had not settled after ${Math.round(tookMs)} ms`, overrun(late, tookMs / 2), late);
  },
  examples: {
    keeps: { ...emptyHistory, operations: [operation({})] },
    breaks: {
      ...emptyHistory,
      operations: [operation({ returnedAt: 3_000, overdue: true, result: { status: "unknown", error: "timeout" } })],
    },
  },
});
