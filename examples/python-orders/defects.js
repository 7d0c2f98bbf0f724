// Broken variants of the worker, each a module in ./defects, and the scenarios that must catch it. Those in chaos/defects
// are edits of its source.
import { defineDefect } from "@chaos-packs/contract/target";

export const defects = [
  defineDefect({
    name: "heartbeat-outlives-the-work",
    mistake: "The thread of the heartbeats is stopped at the end of the work, and not in a `finally`",
    expected: ["worker-failures/upstream-fails-mid-job"],
  }),
  defineDefect({
    name: "status-before-result",
    mistake: "A chunk is marked completed before its result is stored, because that is the faster write",
    expected: ["worker-failures/progress-is-truthful", "worker-failures/crash-midway"],
  }),
  defineDefect({
    name: "store-error-is-only-logged",
    mistake: "`except Exception: log.exception(…)` around the write: its work completes all the same",
    expected: ["worker-failures/storage-unwritable"],
  }),
  defineDefect({
    name: "missing-result-is-empty",
    mistake: "A result that is gone is read as one without pages, and the job is merged without it",
    expected: ["worker-failures/missing-chunk-object"],
  }),
];
