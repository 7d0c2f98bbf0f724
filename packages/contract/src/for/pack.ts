/**
 * For who writes a pack: capabilities, workloads, invariants, scenarios, the faults of roles and links, and how histories are read.
 *
 * @module
 */
export { type Amount, amountIn, describeAmount, type TraitAmount, type Traits } from "../amount.ts";
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
} from "../anchor.ts";
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
} from "../capability.ts";
export type { ClientStream } from "../client-stream.ts";
export type { ConnectionFailure } from "../connection-failure.ts";
export { type ConnectionSeen, connectionsSeen } from "../connections-seen.ts";
export { type Fault, type LinkOfKind, undo, undoAll } from "../fault.ts";
export { defineFaultType, type FaultBody, type FaultData, type FaultType, type FaultTypeSpec } from "../fault-type.ts";
export { blackhole } from "../faults/blackhole.ts";
export { closeConnection } from "../faults/close-connection.ts";
export { contractFaults } from "../faults/contract-faults.ts";
export { type Cut, cutAllAnd } from "../faults/cut-all-and.ts";
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
export { twiceTheGrace } from "../faults/twice-the-grace.ts";
export { argsSeen, type FaultSeen, faultsSeen, stopsSeen, trouble } from "../faults-seen.ts";
export { field } from "../field.ts";
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
} from "../history.ts";
export { defineInvariant, type Invariant, judgeBy, missingFor, type Offer } from "../invariant.ts";
export type { Json } from "../json.ts";
export { type Backoff, backoffOf, pauseAfter } from "../judge/backoff.ts";
export { judgeBackoff } from "../judge/judge-backoff.ts";
export { judgeDeadConnections } from "../judge/judge-dead-connections.ts";
export { judgeInTime, type TimePromise } from "../judge/judge-in-time.ts";
export { judgeJitter } from "../judge/judge-jitter.ts";
export { judgeStops, type StopPromise } from "../judge/judge-stops.ts";
export { type DialsOf, type Redial, redialsInStep, redialsSinceFirst } from "../judge/redials.ts";
export { type ControlOf, defineKind, type Kind, type Offers, type ResourceOf, type RuleOf } from "../kind.ts";
export { faultTypesIn, scenariosIn } from "../node/modules-in.ts";
export { definePack, type Pack } from "../pack.ts";
export type { Ports, Preparation, ReplicaControl, World } from "../ports.ts";
export { isSameLife, isSameReplica, nameOfReplica, type ReplicaId } from "../replica-id.ts";
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
} from "../scenario.ts";
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
} from "../schema.ts";
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
} from "../seen.ts";
export type { Interval, Stall } from "../stall.ts";
export type { LinkRef, ReplicaRef, Struck } from "../struck.ts";
export { took } from "../took.ts";
export { exceeded, holds, notPromised, type Overrun, overrun, unknown, type Verdict, violated } from "../verdict.ts";
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
} from "../workload.ts";
