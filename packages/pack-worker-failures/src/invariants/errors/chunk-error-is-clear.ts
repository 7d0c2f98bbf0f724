import {
  defineInvariant,
  type History,
  holds,
  type MomentSeen,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, said, saw, work } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** When a chunk that failed may be taken up again, so that it need not be shown failed any more: its next claim, or anybody's retry or recovery. */
function failedUntil(history: History, failure: MomentSeen): number {
  // A claim is seen when its answer comes by; the server has had it for a little longer, and no longer than a heartbeat.
  const wayMs = seen(history, jobs).promised("heartbeatMs");
  const claims = seen(history, jobs)
    .moments("work is claimed")
    .filter((seen) => isSameWork(chunkOf(seen), chunkOf(failure)));
  const taken = claims.filter(({ at }) => at > failure.at).map(({ at }) => at - wayMs);
  // One that was under way already may take it up as well.
  const asked = seen(history, jobs)
    .calls("retry", "recover")
    .filter(({ returnedAt }) => returnedAt > failure.at)
    .map(({ calledAt }) => calledAt);
  const leaseMs = seen(history, jobs).promised("leaseMs");
  const recovered = [
    ...seen(history, jobs).moments("recovery starts", "before"),
    ...seen(history, jobs).moments("recovery starts"),
  ]
    .map(({ at }) => at)
    .filter((at) => at > failure.at - leaseMs);
  return Math.min(...taken, ...asked, ...recovered, history.endedAt);
}

/** Whoever looks while a chunk is failed sees it failed, with an error that says something. */
export const chunkErrorIsClear = defineInvariant({
  name: "chunk error is clear",
  reads: ["chunks"],
  traits: ["heartbeatMs", "leaseMs"],
  moments: ["work fails", "work is claimed", "recovery starts"],
  check(history) {
    const failures = seen(history, jobs).moments("work fails");
    if (failures.length === 0) return unknown("no chunk failed");
    const told = seen(history, jobs).answers("chunks");
    let shown = 0;
    for (const { output } of told) {
      const failed = output.chunks.filter((chunk) => chunk.status === "failed");
      shown += failed.length;
      const mute = failed.find(({ error }) => !error?.trim());
      if (mute) return violated(`chunk ${mute.chunk} failed without saying why`);
    }
    for (const failure of failures) {
      const until = failedUntil(history, failure);
      const hidden = told
        .filter(({ input, calledAt, at }) => input.job === failure.scope.job && calledAt > failure.at && at < until)
        .flatMap(({ output }) => output.chunks)
        .find(({ chunk, status }) => chunk === failure.scope.chunk && status !== "failed");
      if (hidden) return violated(`chunk ${chunkOf(failure)} had failed and was shown ${hidden.status}`);
    }
    return shown > 0 ? holds : unknown("nobody looked while a chunk was failed");
  },
  examples: {
    keeps: historyOf(saw("work fails", work(1), 10), said(20, ["failed"], { chunkError: "store answered 507" })),
    breaks: historyOf(
      saw("work fails", work(1), 10),
      said(20, ["failed"], { chunkError: "store answered 507" }),
      said(30, ["processing"]),
    ),
  },
});
