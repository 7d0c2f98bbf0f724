import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  defineInvariant,
  defineScenario,
  defineWorkload,
  emptyHistory,
  holds,
  remote,
  unknown,
  violated,
} from "@chaos-packs/contract";
import { freePort } from "@chaos-packs/proxy";
import { planRuns } from "../src/plan.ts";
import { chaosReport } from "../src/report/chaos-json.ts";
import { type Finished, Runner } from "../src/runner.ts";
import { openSession } from "../src/session.ts";
import { counterTarget, counting, countingPack } from "./fixtures/counting.ts";

const answering = (status: "ok" | "unknown") => ({
  ...emptyHistory,
  operations: [
    {
      client: "run",
      name: "state",
      input: {},
      calledAt: 1,
      returnedAt: 2,
      result: status === "ok" ? { status, output: {} } : { status, error: "gone" },
    },
  ],
});
const answers = defineInvariant({
  name: "it answers",
  check: ({ operations }) =>
    operations.length === 0
      ? unknown("nobody asked")
      : operations.every(({ result }) => result.status === "ok")
        ? holds
        : violated("it did not"),
  examples: { keeps: answering("ok"), breaks: answering("unknown") },
});
const ask = defineWorkload(counting, {
  name: "ask for the state",
  uses: ["state"],
  async run(client) {
    await client.demand("state", {});
  },
  async settle(client) {
    await client.demand("state", {});
  },
});

test("a service that already runs is looked at and outlives the run; what would strike it is skipped with the reason", async () => {
  const port = await freePort();
  const service = spawn(process.execPath, [fileURLToPath(new URL("fixtures/counter.mjs", import.meta.url))], {
    env: { PORT: String(port), LINES_URL: `127.0.0.1:${await freePort()}` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await once(service.stdout, "data");
    const url = `http://127.0.0.1:${port}`;
    const target = { ...counterTarget(), roles: { counter: remote({ url, ready: { path: "/" } }) } };
    const asked = defineScenario({ promise: "it answers", workload: ask, schedule: [], invariants: [answers] });
    const pack = { ...countingPack, scenarios: { ...countingPack.scenarios, asked } };
    const { signal } = new AbortController();
    const finished: Finished[] = [];
    const options = { pack: undefined, only: ["connection-reset", "stalled", "asked"], quick: false, repeat: 1 };
    {
      await using session = await openSession(target, { seed: 7, signal });
      await using runner = new Runner(session, { lanes: 1, signal });
      await runner.run(planRuns([pack], target, options), (end) => finished.push(end));
      const report = chaosReport(finished, session, { startedAt: "now", durationMs: 1 });
      assert.ok(report.scenarios.every((each) => (each as { adapter: string }).adapter === "remote"));
      assert.equal(report.totals["holds"], 1);
      assert.equal(report.totals["skipped"], 2);
    }
    const [reset, stalled, held] = finished;
    assert.match(reset?.because[0] ?? "", /strike links, and a remote service does not use the harness's links/);
    assert.match(stalled?.because[0] ?? "", /strike processes, and a remote service cannot be killed or stalled/);
    assert.equal(held?.outcome, "holds", held?.because.join());
    assert.equal((await fetch(url)).status, 200);
  } finally {
    service.kill("SIGKILL");
  }
});
