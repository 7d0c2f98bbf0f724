import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A System V shared memory segment. The key tells it from a later one that has got its id. */
export type SharedMemorySegment = {
  readonly key: number;
  readonly id: number;
};

/**
 * Removes a System V shared memory segment, unless it is gone or another has got its id. One that a dying process is still
 * attached to goes with it.
 */
export function removeSegment({ key, id }: SharedMemorySegment): void {
  if (isLeft({ key, id })) execFileSync("ipcrm", ["-m", String(id)], { stdio: ["ignore", "ignore", "pipe"] });
}

function isLeft(segment: SharedMemorySegment): boolean {
  return process.platform === "linux" ? isLeftByProc(segment) : isLeftByIpcs(segment);
}

/** sysvipc(5): key, shmid, perms, size, cpid … */
function isLeftByProc({ key, id }: SharedMemorySegment): boolean {
  const [, ...lines] = readFileSync("/proc/sysvipc/shm", "utf8").trim().split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([itsKey = 0, itsId]) => itsId === id && itsKey >>> 0 === key >>> 0);
}

/** `ipcs -m` of macOS and the BSDs: type, id, key, mode, owner, group. */
function isLeftByIpcs({ key, id }: SharedMemorySegment): boolean {
  return execFileSync("ipcs", ["-m"], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .some(([type, itsId, itsKey]) => type === "m" && Number(itsId) === id && Number(itsKey) >>> 0 === key >>> 0);
}
