import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { copyCheckout } from "./support/copy-checkout.ts";
import { hasInEnvironment, processes, type Seen, treeOf } from "./support/process-tree.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const MARK = "CHAOS_SIGNALS_TEST_MARK";
const WITHIN_MS = 3_000;
const LOOK_MS = 20;
const CHAOS = ["npm", "run", "chaos", "--", "--only", "kill-mid-chunk", "--repeat", "50", "--lanes", "1", "--verbose"];

/** A checkout that has never been built, and one that has: `npm run chaos` writes build results, which other tests read here. */
let unbuilt = "";
let built = "";
let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "signals-"));
  unbuilt = join(folder, "unbuilt");
  built = join(folder, "built");
  await copyCheckout(unbuilt, { built: false });
  await copyCheckout(built, { built: true });
});
after(() => rm(folder, { recursive: true, force: true }));

const marks = new Set<string>();
// A runner that gives this file up ends it with SIGTERM.
process.once("SIGTERM", () => {
  for (const mark of marks)
    for (const each of processes()) if (hasInEnvironment(each, MARK, mark)) process.kill(each.pid, "SIGKILL");
  process.exit(143);
});

interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly mark: string;
  output(): string;
}

let count = 0;
function start(command: readonly string[], cwd: string): Running {
  count += 1;
  const mark = `${process.pid}-${count}`;
  marks.add(mark);
  const [program = "", ...args] = command;
  const { NODE_TEST_CONTEXT: _ours, npm_lifecycle_event: _too, ...env } = process.env;
  // A group of its own, as a shell gives each command.
  const child = spawn(program, args, { cwd, env: { ...env, [MARK]: mark }, detached: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return { child, pid: child.pid ?? 0, mark, output: () => output };
}

const runs = (part: RegExp) => (running: Running) => treeOf(running.pid).some(({ command }) => part.test(command));
/** npm and the like wait for it, and pass its name on as an argument: only node itself runs it. */
const HARNESS = /^\S*node chaos\/all\.test\.js/;

const PHASES = {
  "in the build phase": { cwd: () => unbuilt, isReached: runs(/typescript\S*\/tsc|bin\/tsc/) },
  "at start-up": { cwd: () => built, isReached: runs(HARNESS) },
  "in mid-run": { cwd: () => built, isReached: ({ output }: Running) => /\bholds\b/.test(output()) },
} as const;

const WHOM = {
  npm: ({ pid }: Running) => pid,
  "the process group": ({ pid }: Running) => -pid,
  turbo: ({ pid }: Running) => treeOf(pid).find(({ command }) => /scripts\/turbo\.js/.test(command))?.pid ?? 0,
  "the harness": ({ pid }: Running) => treeOf(pid).find(({ command }) => HARNESS.test(command))?.pid ?? 0,
} as const;

for (const [signal, phase, whom] of [
  ["SIGINT", "in the build phase", "npm"],
  ["SIGTERM", "in the build phase", "npm"],
  ["SIGHUP", "in the build phase", "npm"],
  ["SIGTERM", "at start-up", "npm"],
  ["SIGHUP", "at start-up", "the process group"],
  ["SIGINT", "in mid-run", "the process group"],
  ["SIGTERM", "in mid-run", "npm"],
  ["SIGHUP", "in mid-run", "npm"],
  ["SIGTERM", "in mid-run", "turbo"],
  ["SIGHUP", "in mid-run", "the harness"],
  ["SIGKILL", "in mid-run", "npm"],
] as const) {
  test(`${signal} to ${whom} ${phase} ends npm run chaos and all that it has started within 3 s`, async () => {
    const { cwd, isReached } = PHASES[phase];
    const running = start(CHAOS, cwd());
    try {
      await until(() => isReached(running) || hasEnded(running));
      assert.ok(!hasEnded(running), running.output());
      const pid = WHOM[whom](running);
      assert.notEqual(pid, 0, `${whom} does not run`); // it would mean this test's own group
      await endsWholly(running, () => process.kill(pid, signal));
    } finally {
      for (const { pid } of leftOf(running, [])) process.kill(pid, "SIGKILL");
    }
  });
}

test("SIGTERM to the tests' runner ends its tests", async () => {
  const running = start(["node", "scripts/run-tests.js", "packages/harness/test/reaper"], root);
  await until(() => runs(/fake-harness/)(running) || hasEnded(running));
  assert.ok(!hasEnded(running), running.output());
  await endsWholly(running, () => running.child.kill("SIGTERM"));
});

/** Sends the signal, and fails unless everything is gone in time: processes, folders and shared memory. */
async function endsWholly(running: Running, send: () => void): Promise<void> {
  const tree = treeOf(running.pid);
  const began = performance.now();
  send();
  while (leftOf(running, tree).length > 0 && performance.now() - began < WITHIN_MS) await sleep(LOOK_MS);
  const left = leftOf(running, tree).map(({ pid, command }) => `${pid} ${command}`);
  assert.deepEqual(left, [], `left after ${WITHIN_MS} ms; it had written:\n${running.output()}`);
  const pids = new Set(tree.map(({ pid }) => String(pid)));
  for (const disk of ["/dev/shm", tmpdir()]) {
    const folders = (await readdir(disk)).filter((name) => pids.has(/^chaos-run-(\d+)-/.exec(name)?.[1] ?? ""));
    assert.deepEqual(folders, [], `left in ${disk}`);
  }
  assert.deepEqual(await segmentsOf(pids), []);
}

/** Those of the tree as it was, and whatever was started since. */
function leftOf({ mark, pid }: Running, tree: readonly Seen[]): readonly Seen[] {
  const wasThere = new Set(tree.map((each) => `${each.pid}/${each.start}`));
  const now = new Set(treeOf(pid).map((each) => each.pid));
  return processes().filter(
    (each) => wasThere.has(`${each.pid}/${each.start}`) || now.has(each.pid) || hasInEnvironment(each, MARK, mark),
  );
}

/** System V segments that one of these processes has made: key, shmid, perms, size, cpid … in sysvipc(5). */
async function segmentsOf(pids: ReadonlySet<string>): Promise<readonly string[]> {
  const lines = (await readFile("/proc/sysvipc/shm", "utf8")).trim().split("\n").slice(1);
  return lines.filter((line) => pids.has(line.trim().split(/\s+/)[4] ?? ""));
}

const hasEnded = ({ child }: Running): boolean => child.exitCode !== null || child.signalCode !== null;

/** The test's own timeout bounds the wait. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(LOOK_MS);
}
