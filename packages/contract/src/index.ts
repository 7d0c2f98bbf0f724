export type { Adapter, ExitReason, RunningReplica, StartOptions } from "./adapter.ts";
export { type Amount, amountIn, describeAmount, type TraitAmount, type Traits } from "./amount.ts";
export {
  type Anchor,
  type Edge,
  type Fate,
  type Heal,
  momentsOfHeal,
  type Reference,
  reference,
  type Scope,
  type ScopePattern,
} from "./anchor.ts";
export {
  type ArrangementSpec,
  type Capability,
  type CapabilitySpec,
  type Deadlines,
  deadlinesOf,
  defaultDeadlines,
  defineCapability,
  type Effects,
  type InputOf,
  type MomentSpec,
  type ObservationSpec,
  type OperationSpec,
  type OutputOf,
  promisedTraits,
  type RedeliverySpec,
  type SentOn,
  type SeriesSpec,
  type TraitSpec,
  type TraitValues,
} from "./capability.ts";
export { ChaosError, type ErrorParts, isChaosError } from "./chaos-error.ts";
export { type SchemaProblem, schemaProblem } from "./check-schema.ts";
export type { ClientStream } from "./client-stream.ts";
export type { ConnectionFailure } from "./connection-failure.ts";
export { type Defect, defineDefect, type Edit, type EditedDefect, isEditedDefect } from "./defect.ts";
export type {
  DependencyKind,
  DependencyLane,
  DependencyServer,
  KindProblem,
  LaunchedProgram,
  OpenLaneOptions,
  OwnOf,
  Program,
  StartContext,
} from "./dependency.ts";
export { type Fault, type LinkOfKind, undo, undoAll } from "./fault.ts";
export {
  amountArg,
  anchorArg,
  directionArg,
  fateArg,
  faultArg,
  linkRefArg,
  onLinksArgs,
  replicaRefArg,
} from "./fault-args.ts";
export { faultAsData, faultFrom } from "./fault-from.ts";
export { defineFaultType, type FaultBody, type FaultData, type FaultType, type FaultTypeSpec } from "./fault-type.ts";
export { blackhole } from "./faults/blackhole.ts";
export { closeConnection } from "./faults/close-connection.ts";
export { contractFaults } from "./faults/contract-faults.ts";
export { type DelayOptions, delay, highLatency } from "./faults/delay.ts";
export { failConnections } from "./faults/fail-connections.ts";
export { dialsFailedBy, failDials } from "./faults/fail-dials.ts";
export { faultsOn, type LinkFaults, type OnFlow } from "./faults/faults-on.ts";
export { hold } from "./faults/hold.ts";
export { kill } from "./faults/kill.ts";
export { look } from "./faults/look.ts";
export { type OnLinks, onLinks, onStruckLink } from "./faults/on-links.ts";
export { packetLoss } from "./faults/packet-loss.ts";
export { partition } from "./faults/partition.ts";
export { presets } from "./faults/presets.ts";
export { refuse } from "./faults/refuse.ts";
export { resetConnection } from "./faults/reset-connection.ts";
export { stall } from "./faults/stall.ts";
export { type StopOptions, stop } from "./faults/stop.ts";
export { stopWithout } from "./faults/stop-without.ts";
export { together } from "./faults/together.ts";
export { argsSeen, type FaultSeen, faultsSeen, stopsSeen, trouble } from "./faults-seen.ts";
export {
  type Arrangement,
  type ConnectionCount,
  type ConnectionEvent,
  type DefaultBounds,
  type Exit,
  emptyHistory,
  type FaultEvent,
  type Faultless,
  type History,
  type MomentSeen,
  type Observation,
  type Operation,
  promised,
  type Result,
  type RolePromise,
  type Series,
  type StreamEnd,
  type StreamRecord,
} from "./history.ts";
export { defineInvariant, type Invariant, judgeBy, missingFor, type Offer } from "./invariant.ts";
export type { Journal, JournalProcess, JournalUndo } from "./journal.ts";
export type { Json } from "./json.ts";
export { type ControlOf, defineKind, type Kind, type Offers, type ResourceOf, type RuleOf } from "./kind.ts";
export type { Laid } from "./laid.ts";
export type { PackModules } from "./laws/file-laws.ts";
export { invariantLaws } from "./laws/invariant-laws.ts";
export type { Law } from "./laws/law.ts";
export { packLaws } from "./laws/pack-laws.ts";
export {
  type Connection,
  type Delay,
  type Direction,
  type Link,
  type MomentPattern,
  type ScopesFound,
  type Sighting,
  scopesIn,
  type Watch,
} from "./link.ts";
export type { LinkOptions } from "./link-options.ts";
export { checkDelay, isDelay, LONGEST_DELAY_MS } from "./longest-delay.ts";
export { isLostRequests, type LostRequests } from "./lost-requests.ts";
export type { MessageDescription, MessageReader, MessageValue, PatternCode } from "./message-reader.ts";
export { type InstalledPack, installedPacks, loadPack } from "./node/installed-packs.ts";
export { faultTypesIn, type Modules, modulesIn, scenariosIn } from "./node/modules-in.ts";
export { EXIT_CODES, exitCodeOf, OUTCOMES, type Outcome } from "./outcome.ts";
export { definePack, type Pack } from "./pack.ts";
export type { Ports, Preparation, ReplicaControl, World } from "./ports.ts";
export { isSameReplica, nameOfReplica, type ReplicaId } from "./replica-id.ts";
export type { Resource, ResourceOptions } from "./resource.ts";
export {
  childProcess,
  type EditedProgram,
  type EnvironmentAt,
  type Ready,
  type Role,
  remote,
  workerThread,
} from "./role.ts";
export {
  type Assumption,
  defineScenario,
  type MomentRef,
  type Needs,
  needsOf,
  type PartRef,
  type Run,
  runsOf,
  type Scenario,
  type Step,
} from "./scenario.ts";
export { type StepData, scheduleAsJson, scheduleFromJson } from "./schedule-json.ts";
export {
  anyOf,
  anything,
  array,
  boolean,
  type Described,
  integer,
  nullable,
  number,
  object,
  oneOf,
  record,
  type Schema,
  string,
} from "./schema.ts";
export {
  type AnswerSeen,
  type CallOf,
  type CallSeen,
  type LookSeen,
  type MomentOf,
  type PlantSeen,
  type Seen,
  type StreamSeen,
  seen,
} from "./seen.ts";
export type { Interval, Stall } from "./stall.ts";
export type { StreamMessage, StreamRequest } from "./stream-request.ts";
export type { LinkRef, ReplicaRef, Struck } from "./struck.ts";
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
} from "./target.ts";
export { type TextMatch, textMatchArg, textPattern } from "./text-match.ts";
export type { LiveToxic, Toxic, ToxicChange, ToxicOptions } from "./toxic.ts";
export { troubleOf } from "./trouble-of.ts";
export type { Unit } from "./unit.ts";
export type { Unseen, UnseenReport } from "./unseen.ts";
export { exceeded, holds, notPromised, type Overrun, overrun, unknown, type Verdict, violated } from "./verdict.ts";
export { CONTRACT_VERSION } from "./version.ts";
export {
  type Answer,
  type Client,
  defineWorkload,
  type Opened,
  type PartName,
  type Parts,
  partsAsked,
  partsOf,
  type Workload,
} from "./workload.ts";
