/**
 * The parts of the harness by themselves: for benchmarks, and for tools that run scenarios in ways of their own. Whoever only
 * runs packs, or breaks things by hand, needs nothing of it; it may change in any version.
 *
 * @module
 */
export { Lane } from "./lane/lane.ts";
export { type Planned, planRuns } from "./plan.ts";
export { Baselines } from "./run/baselines.ts";
export { type RunOptions, runScenario, type ScenarioResult } from "./run/run-scenario.ts";
export { type Finished, Runner } from "./runner.ts";
export { type AdapterName, openSession, type Session, type SessionOptions } from "./session.ts";
export { standingInvariants } from "./standing/standing-invariants.ts";
