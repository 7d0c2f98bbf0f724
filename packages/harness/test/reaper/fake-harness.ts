import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openReaper } from "../../src/reaper/open-reaper.ts";

// A harness that starts what the reaper is to clean up, tells of it, and waits for its death.
const [, , directory = "", folder = "", end = "wait"] = process.argv;
const reaper = await openReaper({ directory });
reaper.folder(folder);
mkdirSync(folder);
writeFileSync(join(folder, "file"), "something");
const start = (command: string): { pid: number; strike: () => void } => {
  const child = spawn("sh", ["-c", command], { detached: true, stdio: "ignore" });
  child.unref();
  const pid = child.pid ?? 0;
  return { pid, strike: reaper.process(pid) };
};
const pids = [start("exec sleep 600"), start("sleep 600 & sleep 600"), start("setsid sleep 600 & wait")].map(
  ({ pid }) => pid,
);
const struck = start("exec sleep 600");
struck.strike();
process.stdout.write(`${JSON.stringify({ pids, struck: struck.pid, reaper: reaper.pid })}\n`);
process.stdin.once("data", async () => {
  if (end === "goodbye") await reaper[Symbol.asyncDispose]();
  process.exit(0);
});
