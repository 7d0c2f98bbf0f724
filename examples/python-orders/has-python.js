import { spawnSync } from "node:child_process";

const IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 10))";

/** Whether the service can run on this machine. */
export const hasPython = spawnSync("python3", ["-c", IS_NEW_ENOUGH]).status === 0;
