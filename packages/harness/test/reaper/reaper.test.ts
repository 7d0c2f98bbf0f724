import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { descendantsOf } from "../../src/reaper/descendants.ts";
import { killTree } from "../../src/reaper/kill-tree.ts";
import { openReaper } from "../../src/reaper/open-reaper.ts";
import { startOf } from "../../src/reaper/process-identity.ts";
import { reap } from "../../src/reaper/reap.ts";
import { sweepStaleJournals } from "../../src/reaper/sweep-stale-journals.ts";

const WITHIN_MS = 2_000;
const fake = fileURLToPath(new URL("./fake-harness.ts", import.meta.url));

interface Told {
  readonly pids: readonly number[];
  /** Its entry was struck. */
  readonly struck: number;
  /** It was begun and never written into the journal. */
  readonly unwritten: number;
  readonly reaper: number;
  /** It ends in order when it is asked to. */
  readonly orderly: number;
  /** A folder that cannot be written, as a fault would leave it. */
  readonly sealed: string;
}

suite("the reaper", { timeout: 120_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), "chaos-reaper-"));
  const started = new Set<number>();
  let count = 0;

  after(() => {
    for (const pid of started) if (startOf(pid) !== undefined) killTree(pid);
    rmSync(base, { recursive: true, force: true });
  });

  async function beginHarness(end: "wait" | "goodbye" = "wait") {
    count += 1;
    const journals = join(base, `journals-${count}`);
    const folder = join(base, `chaos-folder-${count}`);
    mkdirSync(journals);
    const harness: ChildProcess = spawn(process.execPath, ["--import", "tsx", fake, journals, folder, end], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    started.add(harness.pid ?? 0);
    const told: Told = JSON.parse(String((await once(harness.stdout ?? process.stdin, "data"))[0]));
    const all = [...told.pids, ...(await allDescendants(told.pids))];
    for (const pid of [...all, told.struck, told.unwritten, told.orderly]) started.add(pid);
    return {
      ...told,
      harness,
      journals,
      folder,
      all,
      reaper: told.reaper,
      struck: told.struck,
      unwritten: told.unwritten,
    };
  }

  test("ends every process with its descendants and removes every folder within 2 s of the harness's SIGKILL", async () => {
    const { harness, journals, folder, all, reaper } = await beginHarness();
    assert.ok(all.length >= 6, `${all.length} processes run`);
    harness.kill("SIGKILL");
    const took = await until(() => all.every((pid) => startOf(pid) === undefined) && !existsSync(folder));
    assert.ok(took <= WITHIN_MS, `it took ${took} ms`);
    await until(() => startOf(reaper) === undefined);
    assert.deepEqual(readdirSync(journals), []);
  });

  test("lets a process that says so end in order first", async () => {
    const { harness, folder, orderly } = await beginHarness();
    process.kill(orderly, "SIGSTOP"); // a fault may have stalled it
    harness.kill("SIGKILL");
    const took = await until(() => startOf(orderly) === undefined);
    assert.ok(took <= WITHIN_MS, `it took ${took} ms`);
    assert.equal(readFileSync(`${folder}-stopped`, "utf8"), "stopped\n");
  });

  test("undoes what is broken, by code that stands in the journal, and not what was struck", async () => {
    const { harness, journals, sealed } = await beginHarness();
    assert.deepEqual(modesOf(sealed), MODES_LEFT);
    harness.kill("SIGKILL");
    const took = await until(() => readdirSync(journals).length === 0);
    assert.deepEqual(modesOf(sealed), MODES_UNDONE);
    assert.ok(took <= WITHIN_MS, `it took ${took} ms`);
  });

  test("does the same when the harness ends by itself and has forgotten its processes", async () => {
    const { harness, folder, all } = await beginHarness();
    harness.stdin?.write("end\n");
    const took = await until(() => all.every((pid) => startOf(pid) === undefined) && !existsSync(folder));
    assert.ok(took <= WITHIN_MS, `it took ${took} ms`);
  });

  test("lets everything be after a goodbye, and ends", async () => {
    const { harness, journals, folder, all, reaper, sealed, unwritten } = await beginHarness("goodbye");
    harness.stdin?.write("end\n");
    await once(harness, "exit");
    assert.equal(startOf(reaper), undefined);
    assert.deepEqual(
      all.filter((pid) => startOf(pid) === undefined),
      [],
    );
    assert.ok(existsSync(folder));
    assert.deepEqual(modesOf(sealed), MODES_LEFT);
    assert.deepEqual(readdirSync(journals), []);
    for (const pid of [...all, unwritten]) killTree(pid);
  });

  test("what a harness left that died together with its reaper is swept by the next run", async () => {
    const { harness, journals, folder, all, reaper, sealed } = await beginHarness();
    assert.equal(await sweepStaleJournals({ directory: journals }), 0, "the harness still runs");
    process.kill(reaper, "SIGKILL");
    harness.kill("SIGKILL");
    await once(harness, "exit");
    assert.equal(await sweepStaleJournals({ directory: journals }), 1);
    await until(() => all.every((pid) => startOf(pid) === undefined));
    assert.ok(!existsSync(folder));
    assert.deepEqual(modesOf(sealed), MODES_UNDONE);
    assert.deepEqual(readdirSync(journals), []);
  });

  test("what was struck from the journal is left alone", async () => {
    const { harness, all, struck } = await beginHarness();
    harness.kill("SIGKILL");
    await until(() => all.every((pid) => startOf(pid) === undefined));
    assert.notEqual(startOf(struck), undefined);
  });

  test("what was begun and not yet written down when the harness died is ended too", async () => {
    const { harness, unwritten } = await beginHarness();
    harness.kill("SIGKILL");
    const took = await until(() => startOf(unwritten) === undefined);
    assert.ok(took <= WITHIN_MS, `it took ${took} ms`);
  });

  test("takes no notice of the signals that end the harness's group", async () => {
    const { harness, all, reaper } = await beginHarness();
    assert.notEqual(descendantsOf(harness.pid ?? 0).includes(reaper), false);
    process.kill(harness.pid ?? 0, "SIGINT");
    const took = await until(() => all.every((pid) => startOf(pid) === undefined));
    assert.ok(took <= WITHIN_MS, `it took ${took} ms`);
  });

  test("never ends a process that has only got the pid of one in the journal", () => {
    const other = spawn("sleep", ["600"], { stdio: "ignore" });
    const pid = other.pid ?? 0;
    started.add(pid);
    reap({ harness: undefined, processes: [{ pid, start: "1" }], folders: [], undos: [], saidGoodbye: false });
    assert.notEqual(startOf(pid), undefined);
  });

  test("is up within a second and gone once it is disposed", async (t) => {
    const before = performance.now();
    const reaper = await openReaper({ directory: base });
    const took = performance.now() - before;
    t.diagnostic(`up after ${took.toFixed(0)} ms`);
    assert.ok(took < 1_000, `${took} ms`);
    await reaper[Symbol.asyncDispose]();
    assert.equal(startOf(reaper.pid), undefined);
  });
});

/** The modes of the folders in one, by name. */
const modesOf = (folder: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, statSync(join(folder, name)).mode & 0o777]),
  );
/** As the harness leaves them. */
const MODES_LEFT = { first: 0o500, second: 0o500, struck: 0o500 };
const MODES_UNDONE = { first: 0o755, second: 0o700, struck: 0o500 };

/** Waits until the shells have begun what they are to begin: 2, 1 and none. */
async function allDescendants(pids: readonly number[]): Promise<readonly number[]> {
  await until(() => pids.flatMap((pid) => descendantsOf(pid)).length >= 3);
  return pids.flatMap((pid) => descendantsOf(pid));
}

/** Resolves with the ms it took; the suite's timeout bounds the wait. */
async function until(condition: () => boolean): Promise<number> {
  const from = performance.now();
  while (!condition()) await sleep(5);
  return performance.now() - from;
}
