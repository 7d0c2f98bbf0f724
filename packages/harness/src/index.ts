export { type Chaos, type FaultStats, openChaos } from "./binding/open-chaos.ts";
export { type Registration, registerChaos } from "./binding/register-chaos.ts";
export type { StruckByHand } from "./binding/world-by-hand.ts";
export { checkTarget } from "./checks/check-target.ts";
export { type DryRun, dryRun, type MomentFound, type StreamFound } from "./checks/dry-run.ts";
export { loadTarget } from "./checks/load-target.ts";
export { exampleOf } from "./docs/example-of.ts";
export { openApiOf } from "./docs/open-api-of.ts";
export { pageOf } from "./docs/page-of.ts";
export { type ChaosOptions, readOptions } from "./options.ts";
export { namedDefect } from "./prove/check-defects.ts";
export { type Proof, type ProofResult, prove } from "./prove/prove.ts";
export type { DefectProof } from "./prove/prove-one.ts";
export { showDefect } from "./prove/show-defect.ts";
export { parseUntil } from "./record/journey.ts";
export {
  type Done,
  type Journey,
  type RecordedMessage,
  type Recording,
  type RecordOptions,
  record,
} from "./record/record.ts";
