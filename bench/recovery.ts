import { type History, promised } from "@chaos-packs/contract";
import { openSession, planRuns, Runner } from "@chaos-packs/harness/engine";
import { workerFailures } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../apps/sample-backend/dist/chaos/target.js";
import { median, quantile, rounded } from "../packages/proxy/bench/quantile.ts";

const signal = new AbortController().signal;

/** How long after its lease a dead worker's chunk is taken up again, and how late events are. */
export async function measureRecovery(): Promise<object> {
  await using session = await openSession(sampleBackend(), { seed: 1, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  const plan = planRuns([workerFailures], session.target, {
    pack: undefined,
    only: ["recovery-is-bounded", "recovery-events"],
    quick: false,
    repeat: 10,
  });
  const beyondLease: number[] = [];
  const lateness: number[] = [];
  await runner.run(plan, ({ result }) => {
    if (!result) return;
    const { history } = result;
    beyondLease.push(...takenUpAfter(history).map((ms) => ms - promised(history, "jobs", "leaseMs")));
    const lagMs = Math.max(0, ...history.stalls.filter((each) => each.of === "event loop").map(({ lostMs }) => lostMs));
    lateness.push(...eventLateness(history).map((ms) => Math.max(0, ms - lagMs)));
  });
  return {
    runs: plan.length,
    recoveryBeyondLeaseMedianMs: rounded(median(beyondLease), 1),
    events: lateness.length,
    eventP99Ms: rounded(quantile(lateness, 0.99), 1),
    goals: { recoveryBeyondLeaseMs: 1_000, eventP99Ms: 100 },
  };
}

/** From each kill to the next claim of a chunk by another replica. */
const takenUpAfter = ({ faults, moments }: History): number[] =>
  faults
    .filter(({ phase, name }) => phase === "injected" && name.startsWith("kill"))
    .flatMap(({ at, struck }) => {
      const next = moments.find(
        (seen) => seen.moment === "work is claimed" && seen.at > at && seen.by.index !== struck.index,
      );
      return next ? [next.at - at] : [];
    });

/** From the moment that causes an event to its arrival at a subscriber. */
function eventLateness({ observations, moments }: History): number[] {
  const causes: Readonly<Record<string, string>> = {
    "recovery.started": "recovery starts",
    "recovery.completed": "job finalizes",
  };
  return observations.flatMap(({ name, result, returnedAt }) => {
    if (name !== "events" || result.status !== "ok") return [];
    const cause = causes[(result.output as { type: string }).type];
    const seen = moments.findLast(({ moment, edge, at }) => moment === cause && edge === "after" && at <= returnedAt);
    return seen ? [returnedAt - seen.at] : [];
  });
}
