import { Baselines, Lane, openSession, runScenario, standingInvariants } from "@chaos-packs/harness/engine";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { sampleBackend } from "../apps/sample-backend/dist/chaos/target.js";
import { median, rounded } from "../packages/proxy/bench/quantile.ts";

const signal = new AbortController().signal;

/** From nothing to the first scenario: servers, lane and roles. */
export async function measureStart(): Promise<object> {
  const begun = performance.now();
  await using session = await openSession(sampleBackend(), { seed: 1, signal });
  const servers = performance.now();
  await using lane = await Lane.open(session, "start", signal);
  // The roles of one pack, as a scenario of it wants them.
  const { roles = Object.keys(session.target.roles) } =
    session.target.capabilities.find(({ capability }) => capability.name === jobs.name) ?? {};
  await lane.freshen({ roles });
  const ready = performance.now();
  const empty: number[] = [];
  const fresh: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) {
    const before = performance.now();
    await lane.freshen({ roles });
    fresh.push(performance.now() - before);
    empty.push((await runEmpty(lane)).durationMs);
  }
  return {
    serversMs: rounded(servers - begun, 1),
    laneReadyMs: rounded(ready - servers, 1),
    firstScenarioAfterMs: rounded(ready - begun, 1),
    freshRolesMedianMs: rounded(median(fresh.slice(1)), 1),
    emptyScenarioMedianMs: rounded(median(empty), 1),
    goals: { firstScenarioAfterMs: 2_000, emptyScenarioMedianMs: 30 },
  };
}

const runEmpty = (lane: Lane) =>
  runScenario({
    run: {
      id: "empty",
      promise: "nothing happens",
      deadlineFactor: 1,
      quick: false,
      schedule: [],
      invariants: [],
      workload: {
        name: "nothing",
        capability: jobs,
        uses: [],
        mayUse: [],
        either: [],
        with: [],
        run: async () => {},
        settle: async () => {},
      },
    },
    lane,
    standing: standingInvariants([jobs], { allRemote: false }),
    baselines: new Baselines(),
    seed: 1,
  });
