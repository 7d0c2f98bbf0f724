import { readdirSync, readFileSync } from "node:fs";

/** A process as it is found in /proc. `start` tells it from a later one with its pid. */
export interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly start: string;
  readonly command: string;
}

/** Every process that runs; zombies do not. */
export function processes(): readonly Seen[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => read(Number(pid)));
}

/** A process and all that descend from it. */
export function treeOf(root: number): readonly Seen[] {
  const all = processes();
  const found = all.filter(({ pid }) => pid === root);
  for (let next = 0; next < found.length; next += 1)
    found.push(...all.filter(({ parent }) => parent === found[next]?.pid));
  return found;
}

/** Whether its environment says `name=value`. */
export function hasInEnvironment({ pid }: Seen, name: string, value: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}`.includes(`\0${name}=${value}\0`);
  } catch {
    return false; // it has ended, or is somebody else's
  }
}

/** proc_pid_stat(5): state, parent and start are the fields 3, 4 and 22. */
function read(pid: number): readonly Seen[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "Z", parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid, parent: Number(parent), start: rest[17] ?? "", command }];
  } catch {
    return []; // it ended while we looked
  }
}
