import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The processes that descend from `pid`, nearest first. */
export function descendantsOf(pid: number): readonly number[] {
  const found = new Set<number>();
  const childrenOf = process.platform === "linux" ? childrenByProc : childrenByPs();
  for (const waiting = [pid]; waiting.length > 0; ) {
    for (const child of childrenOf(waiting.shift() ?? 0)) {
      if (!found.has(child)) waiting.push(child);
      found.add(child);
    }
  }
  return [...found];
}

/** Each thread of a process has children of its own; a process that has just ended has none. */
function childrenByProc(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** The processes that one thread of this process has started and that still run; none where there is no /proc. */
export function childrenOfThread(tid: number): readonly number[] {
  try {
    return readFileSync(`/proc/self/task/${tid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    return []; // it has ended
  }
}

function childrenByPs(): (pid: number) => readonly number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return (pid) => pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}
