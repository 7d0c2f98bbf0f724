import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lchownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, suite, test } from "node:test";
import { processSpace } from "@chaos-packs/machine";
import { startOf } from "../../src/reaper/process-identity.ts";
import { isLeftBehind, sweepStaleJournals } from "../../src/reaper/sweep-stale-journals.ts";

const STRANGER = 12_345;
const asRoot = { skip: process.getuid?.() !== 0 && "only root can plant as another user" };
/** No process has this number: it is beyond pid_max. */
const DEAD = { pid: 99_999_999, start: "1" };

suite("sweeping journals", { timeout: 60_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), "chaos-sweep-"));
  let victim: ChildProcess;
  let count = 0;
  let folder = "";
  let precious = "";

  before(async () => {
    victim = spawn("sleep", ["600"], { stdio: "ignore" });
    await once(victim, "spawn");
  });
  beforeEach(() => {
    count += 1;
    folder = join(base, `journals-${count}`);
    precious = join(base, `chaos-precious-${count}`);
    mkdirSync(folder, { mode: 0o700 });
    mkdirSync(precious);
  });
  after(() => {
    victim.kill("SIGKILL");
    rmSync(base, { recursive: true, force: true });
  });

  /** A journal by which a dead harness leaves the victim and the precious folder behind. */
  const write = (name: string, writer: object = {}, removes = precious): string => {
    const file = join(folder, name);
    const { pid, start } = DEAD;
    const lines = [
      { harness: pid, start, mark: "planted", space: processSpace(), ...writer },
      { id: 1, process: victim.pid, start: startOf(victim.pid ?? 0) },
      { id: 2, folder: removes },
    ];
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
    return file;
  };
  const isUntouched = (): boolean => existsSync(precious) && startOf(victim.pid ?? 0) !== undefined;

  test("a journal that another user has planted ends nothing and removes nothing", asRoot, async () => {
    lchownSync(write("1-1.journal"), STRANGER, STRANGER);
    assert.equal(await sweepStaleJournals({ directory: folder }), 0);
    assert.ok(isUntouched());
  });

  test("nor does one that others may write, or that has a second name elsewhere", async () => {
    chmodSync(write("open.journal"), 0o666);
    linkSync(write("linked.journal"), join(folder, "second-name"));
    assert.equal(await sweepStaleJournals({ directory: folder }), 0);
    assert.ok(isUntouched());
  });

  test("a folder of journals that another user has planted ends the run before anything is read", asRoot, () => {
    const temporary = join(base, `tmp-${count}`);
    mkdirSync(join(temporary, "chaos-packs-0", "journals"), { recursive: true });
    folder = join(temporary, "chaos-packs-0", "journals");
    write("1-1.journal");
    lchownSync(join(temporary, "chaos-packs-0"), STRANGER, STRANGER);
    const sweep = new URL("../../src/reaper/sweep-stale-journals.ts", import.meta.url).href;
    const code = `const { sweepStaleJournals } = await import(${JSON.stringify(sweep)});
      await sweepStaleJournals().catch((error) => console.log(error.code));`;
    const { stdout } = spawnSync(
      process.execPath,
      ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code],
      { encoding: "utf8", env: { PATH: process.env["PATH"], TMPDIR: temporary } },
    );
    assert.equal(stdout.trim(), "FOLDER_NOT_OURS");
    assert.ok(isUntouched());
  });

  test("a journal of another container, machine or boot is left alone, and so is one that does not say", async () => {
    const space = processSpace();
    write("container.journal", { space: { ...space, pids: "pid:[1]" } });
    write("machine.journal", { space: { ...space, boot: "another" } });
    write("older.journal", { space: undefined });
    assert.equal(await sweepStaleJournals({ directory: folder }), 0);
    assert.ok(isUntouched());
    assert.deepEqual(readdirSync(folder).length, 3);
  });

  test("a run in another PID namespace does not take this one for dead", asRoot, async (context) => {
    const file = write("live.journal", { harness: process.pid, start: startOf(process.pid) });
    const sweep = new URL("../../src/reaper/sweep-stale-journals.ts", import.meta.url).href;
    const code = `const { sweepStaleJournals } = await import(${JSON.stringify(sweep)});
      console.log("pid", process.pid, "swept", await sweepStaleJournals({ directory: ${JSON.stringify(folder)} }));`;
    const node = [process.execPath, "--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code];
    const { stdout, stderr, status } = spawnSync("unshare", ["--pid", "--fork", "--mount-proc", ...node], {
      encoding: "utf8",
    });
    if (status !== 0 && /unshare/.test(stderr)) return context.skip(`no PID namespaces here: ${stderr.trim()}`);
    assert.match(stdout, /^pid 1 swept 0$/m, stderr);
    assert.ok(existsSync(file) && isUntouched());
  });

  test("no folder is removed but one of ours: by its name, and no link", async () => {
    const other = join(base, `home-${count}`);
    mkdirSync(other);
    const { pid, start } = DEAD;
    writeFileSync(
      join(folder, "a.journal"),
      [
        { harness: pid, start, mark: "none", space: processSpace() },
        { id: 1, folder: other },
        { id: 2, folder: precious },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(""),
      { mode: 0o600 },
    );
    assert.equal(await sweepStaleJournals({ directory: folder }), 1);
    assert.ok(existsSync(other));
    assert.ok(!existsSync(precious));
  });

  test("a journal is left behind when its writer ran here and runs no more", () => {
    const space = { boot: "b", pids: "p" };
    const harness = { pid: 7, start: "1", mark: "m", space };
    assert.equal(
      isLeftBehind({ harness }, space, () => false),
      true,
    );
    assert.equal(
      isLeftBehind({ harness }, space, () => true),
      false,
    );
    assert.equal(
      isLeftBehind({ harness }, { ...space, pids: "q" }, () => false),
      false,
    );
    assert.equal(
      isLeftBehind({ harness }, undefined, () => false),
      false,
    );
    assert.equal(
      isLeftBehind({ harness: undefined }, space, () => false),
      false,
    );
  });
});
