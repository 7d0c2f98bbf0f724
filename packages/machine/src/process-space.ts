import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** Within one of these a pid with its start time names one process; it means nothing in another. */
export interface ProcessSpace {
  /** Of the running system: another one after each boot, and on each machine. */
  readonly boot: string;
  /** The PID namespace: containers have their own, and may share a folder with others. */
  readonly pids: string;
}

/** That of this process; undefined where the system does not say. */
export function processSpace(): ProcessSpace | undefined {
  try {
    return process.platform === "linux" ? linuxSpace() : systemSpace();
  } catch {
    return undefined;
  }
}

/** https://www.kernel.org/doc/html/latest/admin-guide/sysctl/kernel.html#random, namespaces(7) */
const linuxSpace = (): ProcessSpace => ({
  boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
  pids: readlinkSync("/proc/self/ns/pid"),
});

/** macOS has no namespaces. */
const systemSpace = (): ProcessSpace => ({
  boot: execFileSync("sysctl", ["-n", "kern.bootsessionuuid"], { encoding: "utf8" }).trim(),
  pids: "all",
});

/** Whether what is known of processes in one space can be judged from the other. */
export const isSameSpace = (one: ProcessSpace | undefined, other: ProcessSpace | undefined): boolean =>
  one !== undefined && other !== undefined && one.boot === other.boot && one.pids === other.pids;
