// Ends with a message and exit code 64 where so few files may be open that Node cannot even load the packages: it would end
// with EMFILE and a stack, before any code of ours could say what to do. What a run needs beyond that, the harness checks.
import { readFileSync } from "node:fs";

const NEEDED = 512;
const BAD_INPUT = 64;

/** The hard limit, to which Node raises the soft one; undefined where it is unlimited or the system does not say. */
export function openFilesOf(limits) {
  const found = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  return found === undefined ? undefined : Number(found);
}

export function requireOpenFiles() {
  const limit = process.platform === "linux" ? openFilesOf(readFileSync("/proc/self/limits", "utf8")) : undefined;
  if (limit === undefined || limit >= NEEDED) return;
  console.error(
    `TOO_FEW_FILES: expected a limit of at least ${NEEDED} open files, but it is ${limit}. Raise it: ulimit -n 4096 (docker run --ulimit nofile=4096).`,
  );
  process.exit(BAD_INPUT);
}
