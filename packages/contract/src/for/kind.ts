/**
 * For who adds a kind of dependency: servers, lanes, links, messages, and what faults on them are made of.
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
export { ChaosError, type ErrorParts, isChaosError } from "../chaos-error.ts";
export type { ConnectionFailure } from "../connection-failure.ts";
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
} from "../dependency.ts";
export { type Fault, type LinkOfKind, undo, undoAll } from "../fault.ts";
export {
  amountArg,
  anchorArg,
  directionArg,
  fateArg,
  faultArg,
  linkRefArg,
  onLinksArgs,
  replicaRefArg,
} from "../fault-args.ts";
export { defineFaultType, type FaultBody, type FaultData, type FaultType, type FaultTypeSpec } from "../fault-type.ts";
export { blackhole } from "../faults/blackhole.ts";
export { delay, highLatency } from "../faults/delay.ts";
export { failConnections } from "../faults/fail-connections.ts";
export { faultsOn } from "../faults/faults-on.ts";
export { type OnLinks, onLinks, onStruckLink } from "../faults/on-links.ts";
export { packetLoss } from "../faults/packet-loss.ts";
export { refuse } from "../faults/refuse.ts";
export { together } from "../faults/together.ts";
export type { Journal, JournalProcess, JournalUndo } from "../journal.ts";
export type { Json } from "../json.ts";
export { type ControlOf, defineKind, type Kind, type Offers, type ResourceOf, type RuleOf } from "../kind.ts";
export type { Laid } from "../laid.ts";
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
} from "../link.ts";
export type { LinkOptions } from "../link-options.ts";
export { checkDelay, isDelay, LONGEST_DELAY_MS } from "../longest-delay.ts";
export { isLostRequests, type LostRequests } from "../lost-requests.ts";
export {
  type MessageDescription,
  type MessageReader,
  type MessageValue,
  maskName,
  messageValues,
  type PatternCode,
  type TellingText,
} from "../message-reader.ts";
export { EXIT_CODES } from "../outcome.ts";
export type { Ports, Preparation, ReplicaControl, World } from "../ports.ts";
export type { Resource, ResourceOptions } from "../resource.ts";
export {
  anyOf,
  anything,
  array,
  boolean,
  integer,
  nullable,
  number,
  object,
  oneOf,
  record,
  type Schema,
  string,
} from "../schema.ts";
export type { LinkRef, ReplicaRef, Struck } from "../struck.ts";
export type { DependencyStream } from "../target.ts";
export { type TextMatch, textMatchArg, textPattern } from "../text-match.ts";
export type { LiveToxic, Toxic, ToxicChange, ToxicOptions } from "../toxic.ts";
export { troubleOf } from "../trouble-of.ts";
export type { Unseen, UnseenReport } from "../unseen.ts";
