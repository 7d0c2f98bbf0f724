import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JournalProcess } from "@chaos-packs/contract";
import { openReaper } from "../../src/reaper/open-reaper.ts";

// A harness that starts what the reaper is to clean up, tells of it, and waits for its death.
const [, , directory = "", folder = "", end = "wait"] = process.argv;
const reaper = await openReaper({ directory });
reaper.folder(folder);
mkdirSync(folder);
writeFileSync(join(folder, "file"), "something");
const begin = (command: string, env = process.env): number => {
  const child = spawn("sh", ["-c", command], { detached: true, stdio: "ignore", env });
  child.unref();
  return child.pid ?? 0;
};
const start = (
  command: string,
  env = process.env,
  options: JournalProcess = {},
): { pid: number; strike: () => void } => {
  const pid = begin(command, env);
  return { pid, strike: reaper.process(pid, options) };
};
/** What ends only when it is asked to leaves this behind. */
const orderly = start(`trap 'echo stopped > ${folder}-stopped; exit' QUIT; while :; do sleep 0.05; done`, process.env, {
  stop: "SIGQUIT",
});
const sealed = `${folder}-sealed`;
mkdirSync(sealed);
const module = new URL("../fixtures/set-mode.ts", import.meta.url);
/** Breaks a folder as a fault would, with its undo written down first. */
const seal = async (name: string, mode: number): Promise<() => void> => {
  const path = join(sealed, name);
  mkdirSync(path);
  const strike = await reaper.undo({ module, name: "setMode", args: { path, mode } });
  chmodSync(path, 0o500);
  return strike;
};
await seal("first", 0o755);
await seal("second", 0o700);
(await seal("struck", 0o755))();
const pids = [start("exec sleep 600"), start("sleep 600 & sleep 600"), start("setsid sleep 600 & wait")].map(
  ({ pid }) => pid,
);
// As one that has only got the pid of a process that was struck: it is none of ours, so it bears no mark.
const struck = start("exec sleep 600", {});
struck.strike();
const unwritten = begin("exec sleep 600");
process.stdout.write(
  `${JSON.stringify({ pids, struck: struck.pid, unwritten, reaper: reaper.pid, orderly: orderly.pid, sealed })}\n`,
);
process.stdin.once("data", async () => {
  if (end === "goodbye") await reaper[Symbol.asyncDispose]();
  process.exit(0);
});
