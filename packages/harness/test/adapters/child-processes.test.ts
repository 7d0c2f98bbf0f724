import { openChildProcesses } from "../../src/adapters/open-child-processes.ts";
import { descendantsOf } from "../../src/reaper/descendants.ts";
import { adapterLaws } from "./laws.ts";

adapterLaws("openChildProcesses", openChildProcesses, async () => descendantsOf(process.pid).length);
