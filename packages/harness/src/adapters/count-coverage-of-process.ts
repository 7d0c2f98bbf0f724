import { type CoverageTask, countCoverage } from "./count-coverage.ts";

/** The variable by which a process gets its task; the program itself does not see it. */
const TASK = "CHAOS_COVERAGE_TASK";

const write = countCoverage(JSON.parse(process.env[TASK] ?? "{}") as CoverageTask);
delete process.env[TASK];
process.on("message", (message) => {
  if (message !== "write coverage") return;
  write();
  process.send?.("coverage is written");
});
process.channel?.unref();
