import { defineInvariant, exceeded, holds, isSameLife, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, said, saw, submit, work } from "../../history/examples.ts";
import { told } from "../../history/jobs-seen.ts";

/** A cutter that does not work is started no more often than promised, and given up within its timeouts and the promised slack. */
export const cuttingIsBounded = defineInvariant({
  name: "cutting is bounded",
  timed: true,
  traits: ["cutAttempts", "cutterTimeoutMs", "recoverySlackMs"],
  moments: ["cutting starts"],
  check(history) {
    const [tries, timeoutMs, slackMs] = [
      seen(history, jobs).promised("cutAttempts"),
      seen(history, jobs).promised("cutterTimeoutMs"),
      seen(history, jobs).promised("recoverySlackMs"),
    ];
    const starts = seen(history, jobs).moments("cutting starts", "before");
    const [first] = starts;
    if (!first) return unknown("no cutting started");
    if (starts.length > tries) {
      const because = `the cutter was started ${starts.length} times; promised are at most ${tries}`;
      // Nobody is struck here: who begins while another is at it has found a lease that ran out at a worker that lived.
      const isTaken = starts.some(({ at, by }, index) => {
        const before = starts[index - 1];
        return before && !isSameLife(before.by, by) && at - before.at < timeoutMs;
      });
      const to = starts.at(-1)?.at ?? first.at;
      return isTaken ? exceeded(because, { byMs: 0, from: first.at, to }) : violated(because);
    }
    const end = told(history).find(({ output }) => output.status === "failed" || output.status === "done");
    if (!end) return violated("the job neither failed nor ended");
    const overMs = end.at - first.at - (tries * timeoutMs + slackMs);
    return overMs <= 0
      ? holds
      : exceeded(`it took ${Math.round(end.at - first.at)} ms to give the cutting up`, {
          byMs: overMs,
          from: first.at,
          to: end.at,
        });
  },
  examples: {
    keeps: historyOf(
      submit(3),
      saw("cutting starts", work(0), 5, { edge: "before" }),
      said(300, [], { status: "failed", error: "cutter exited with 1" }),
    ),
    breaks: historyOf(
      submit(3),
      ...[5, 6, 7].map((at) => saw("cutting starts", work(0), at, { edge: "before" })),
      said(300, [], { status: "failed" }),
    ),
  },
});
