import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fault, type Pack, type Scenario, type Target, undo } from "@chaos-packs/contract";
import { planRuns } from "../../src/plan.ts";
import { type Finished, Runner } from "../../src/runner.ts";
import { openSession } from "../../src/session.ts";
import { within } from "../../src/within.ts";
import { counterTarget, countingPack } from "../fixtures/counting.ts";
import { lines } from "../fixtures/line-kind.ts";
import { ownFault } from "../fixtures/own-fault.ts";

const sound = countingPack.scenarios["connection-reset"] as Scenario;
const DEADLINE_MS = 1_000;
const forever = (): Promise<never> => new Promise(() => {});

/** Set by the fault, so that the baseline is sound. */
let isStruck = false;
const notice = (part: Partial<Fault> = {}): Fault =>
  ownFault({
    name: "notice",
    args: {},
    fate: "release",
    uses: [],
    async inject() {
      isStruck = true;
      return undo();
    },
    ...part,
  });

async function runOne(
  part: Partial<Scenario>,
  {
    target = counterTarget(),
    inject = notice(),
    repeat = 1,
  }: { target?: Target; inject?: Fault; repeat?: number } = {},
): Promise<readonly Finished[]> {
  isStruck = false;
  const schedule = sound.schedule.map(({ at }) => ({ at, inject }));
  const pack: Pack = { ...countingPack, scenarios: { it: { ...sound, schedule, deadlineMs: DEADLINE_MS, ...part } } };
  const { signal } = new AbortController();
  const finished: Finished[] = [];
  await using session = await openSession(target, { seed: 7, signal });
  await using runner = new Runner(session, { lanes: 1, signal });
  const plan = planRuns([pack], target, { pack: undefined, only: [], quick: false, repeat });
  await runner.run(plan, (end) => finished.push(end));
  return finished;
}

const hangsOnceStruck =
  <T extends unknown[], R>(act: ((...args: T) => Promise<R>) | undefined) =>
  (...args: T): Promise<R | undefined> =>
    isStruck ? forever() : (act?.(...args) ?? Promise.resolve(undefined));

const { workload } = sound;
const [binding] = counterTarget().capabilities;

for (const [what, because, given] of [
  [
    "a workload that takes no notice of its signal",
    "the workload's run did not end",
    () =>
      runOne({
        workload: {
          ...workload,
          async run(client) {
            await workload.run(client);
            if (isStruck) await forever();
          },
        },
      }),
  ],
  [
    "a probe that never ends",
    "the workload's probe did not end",
    () =>
      runOne({
        workload: { ...workload, probe: hangsOnceStruck(workload.probe?.bind(workload)) as typeof workload.run },
      }),
  ],
  [
    "a settling that never ends",
    "the workload's settle did not end",
    () => runOne({ workload: { ...workload, settle: forever } }),
  ],
  [
    "an observation that never resolves",
    'the observation "received" did not end',
    () => {
      const sound = counterTarget();
      const capabilities = sound.capabilities.map((each) => ({
        ...each,
        observations: { received: hangsOnceStruck(binding?.observations["received"] as never) },
      }));
      return runOne({}, { target: { ...sound, capabilities } as Target });
    },
  ],
  [
    "a fault whose preparation never ends",
    "preparing notice did not end",
    () => runOne({}, { inject: notice({ prepare: forever }) }),
  ],
] as const) {
  test(`${what} is bounded by the scenario's deadline, and the run says what it was`, { timeout: 20_000 }, async () => {
    const [end] = await given();
    assert.ok(end);
    assert.notEqual(end.outcome, "holds");
    assert.ok(
      end.because.some((each) => each.includes(because)),
      end.because.join("\n"),
    );
  });
}

test("a part of a server that cannot be reset is closed, and the next scenario gets another", async () => {
  const opened: string[] = [];
  let resets = 0;
  const kind = lines({ opened: (name) => opened.push(name) });
  const dependencies = {
    lines: {
      ...kind,
      async start(context: Parameters<typeof kind.start>[0]) {
        const server = await kind.start(context);
        return {
          ...server,
          async openLane(...args: Parameters<typeof server.openLane>) {
            const lane = await server.openLane(...args);
            return {
              ...lane,
              async reset() {
                resets += 1;
                if (resets === 3) throw new Error("somebody still holds a lock");
                await lane.reset();
              },
            };
          },
        };
      },
    },
  };
  const ends = await runOne({}, { target: counterTarget({ dependencies }), inject: notice(), repeat: 3 });
  assert.deepEqual(
    ends.map(({ outcome }) => outcome),
    ["holds", "unknown", "holds"],
    ends.flatMap(({ because }) => because).join("\n"),
  );
  assert.match(ends[1]?.because[0] ?? "", /somebody still holds a lock/);
  assert.equal(new Set(opened).size, 2, opened.join());
});

test("what takes longer than its bound is left behind", async () => {
  await assert.rejects(
    within(10, forever(), () => new Error("it took longer than 10 ms")),
    /it took longer than 10 ms/,
  );
  assert.equal(await within(1_000, Promise.resolve(3), () => new Error("late")), 3);
});
