import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { SharedMemorySegment } from "@chaos-packs/contract";

/** Removes a System V shared memory segment, unless it is gone, has been replaced, or is still attached by a process. */
export function removeSegment({ key, id }: SharedMemorySegment): void {
  if (isLeft({ key, id })) execFileSync("ipcrm", ["-m", String(id)], { stdio: ["ignore", "ignore", "pipe"] });
}

function isLeft(segment: SharedMemorySegment): boolean {
  return process.platform === "linux" ? isLeftByProc(segment) : isLeftByIpcs(segment);
}

/** sysvipc(5): key, shmid, perms, size, cpid, lpid, nattch … */
function isLeftByProc({ key, id }: SharedMemorySegment): boolean {
  const [, ...lines] = readFileSync("/proc/sysvipc/shm", "utf8").trim().split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([itsKey = 0, itsId, , , , , attached]) => itsId === id && itsKey >>> 0 === key >>> 0 && attached === 0);
}

/** `ipcs -m -o` of macOS and the BSDs: type, id, key, mode, owner, group, attached. */
function isLeftByIpcs({ key, id }: SharedMemorySegment): boolean {
  return execFileSync("ipcs", ["-m", "-o"], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .some(
      ([type, itsId, itsKey, , , , attached]) =>
        type === "m" && Number(itsId) === id && Number(itsKey) >>> 0 === key >>> 0 && attached === "0",
    );
}
