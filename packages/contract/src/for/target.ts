/**
 * For who describes a service: its roles, its dependencies, how it serves capabilities; and the faults for tests written by hand.
 *
 * @module
 */
export type { Adapter, ExitReason, RunningReplica, StartOptions } from "../adapter.ts";
export type { OutputOf } from "../capability.ts";
export { ChaosError, type ErrorParts, isChaosError } from "../chaos-error.ts";
export type { ConnectionFailure } from "../connection-failure.ts";
export { type Defect, defineDefect, type Edit, isEditedDefect } from "../defect.ts";
export type { Program, StartContext } from "../dependency.ts";
export { undoAll } from "../fault.ts";
export { blackhole } from "../faults/blackhole.ts";
export { closeConnection } from "../faults/close-connection.ts";
export { contractFaults } from "../faults/contract-faults.ts";
export { type DelayOptions, delay, highLatency } from "../faults/delay.ts";
export { failConnections } from "../faults/fail-connections.ts";
export { dialsFailedBy, failDials } from "../faults/fail-dials.ts";
export { faultsOn, type LinkFaults, type OnFlow } from "../faults/faults-on.ts";
export { hold } from "../faults/hold.ts";
export { kill } from "../faults/kill.ts";
export { look } from "../faults/look.ts";
export { type OnLinks, onLinks, onStruckLink } from "../faults/on-links.ts";
export { packetLoss } from "../faults/packet-loss.ts";
export { partition } from "../faults/partition.ts";
export { presets } from "../faults/presets.ts";
export { refuse } from "../faults/refuse.ts";
export { resetConnection } from "../faults/reset-connection.ts";
export { stall } from "../faults/stall.ts";
export { type StopOptions, stop } from "../faults/stop.ts";
export { stopWithout } from "../faults/stop-without.ts";
export { together } from "../faults/together.ts";
export type { Link } from "../link.ts";
export { type InstalledPack, installedPacks, loadPack } from "../node/installed-packs.ts";
export { defectsIn } from "../node/modules-in.ts";
export { EXIT_CODES, exitCodeOf, OUTCOMES, type Outcome } from "../outcome.ts";
export { childProcess, type EnvironmentAt, type Ready, type Role, remote, workerThread } from "../role.ts";
export type { StreamMessage, StreamRequest } from "../stream-request.ts";
export {
  bindCapability,
  type CapabilityBinding,
  type CapabilityMapping,
  type DependencyStream,
  defineTarget,
  type LogStream,
  logLines,
  type MappedRequest,
  type MomentMapping,
  momentsDetailed,
  momentsShown,
  type Own,
  partsOffered,
  patternsOf,
  type RoleRequest,
  rolesServing,
  type Source,
  type Target,
} from "../target.ts";
