// Runs a command as a foreground program does, and ends with it: a signal to this process, or the end of whoever started
// it, ends the command and everything that it has started. npm and its shell pass on some signals only, and die alone of others.
import { execFileSync, spawn } from "node:child_process";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/** The harness closes in order within this time, and its reaper ends what is left. */
const GRACE_MS = 2_000;
const LOOK_MS = 100;

/** Resolves with the exit code of the command; 128 and the signal's number when one has ended it. */
export async function runCommand(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  const parent = process.ppid;
  let ended;
  const end = (signal) => {
    ended ??= endTree(child.pid, signal === "SIGINT" ? "SIGINT" : "SIGTERM").then(
      () => 128 + constants.signals[signal],
    );
  };
  for (const signal of SIGNALS) process.on(signal, end);
  const watching = setInterval(() => process.ppid === parent || end("SIGHUP"), LOOK_MS);
  const exited = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, by) => resolve(code ?? 128 + constants.signals[by]));
  });
  try {
    const code = await exited;
    return ended ? await ended : code;
  } finally {
    clearInterval(watching);
    for (const signal of SIGNALS) process.removeListener(signal, end);
  }
}

/**
 * Asks all that descend from a process to end, and ends what does not. What has a session of its own (servers, roles, the
 * reaper) belongs to a harness, which ends it in its own order.
 */
async function endTree(root, signal) {
  const seen = new Map();
  const look = () => {
    const alive = new Map(processes().map((each) => [each.pid, each]));
    seen.set(root, alive.get(root) ?? seen.get(root));
    for (const { pid, parent } of byAge(alive)) if (seen.has(parent)) seen.set(pid, alive.get(pid));
    return [...seen.keys()].flatMap((pid) => alive.get(pid) ?? []);
  };
  const send = (all, which) => {
    const session = all.find(({ pid }) => pid === root)?.session ?? seen.get(root)?.session;
    for (const each of all) if (each.session === session) kill(each.pid, which);
  };
  let left = look();
  send(left, signal);
  for (let waited = 0; left.length > 0 && waited < GRACE_MS; waited += LOOK_MS) {
    await sleep(LOOK_MS);
    left = look();
  }
  send(left, "SIGKILL");
}

const byAge = (alive) => [...alive.values()].sort((a, b) => a.depth - b.depth);

/** Those that run, with the number of their ancestors, so that parents come before their children. */
function processes() {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,sess=,state="], { encoding: "utf8" });
  const all = new Map();
  for (const line of table.trim().split("\n")) {
    const [pid, parent, session, state] = line.trim().split(/\s+/);
    if (!state.startsWith("Z")) all.set(Number(pid), { pid: Number(pid), parent: Number(parent), session });
  }
  const depthOf = (pid) => (all.has(pid) ? 1 + depthOf(all.get(pid).parent) : 0);
  return [...all.values()].map((each) => ({ ...each, depth: depthOf(each.pid) }));
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // it has ended meanwhile
  }
}
