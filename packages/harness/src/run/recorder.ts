import type {
  Arrangement,
  Exit,
  FaultEvent,
  History,
  MomentSeen,
  Observation,
  Operation,
  StreamRecord,
} from "@chaos-packs/contract";
import { now } from "../clock.ts";

/** More than this of one kind in one scenario is not recorded, and no verdict passes then. */
const CAP = 20_000;

type Recorded = {
  -readonly [K in
    | "operations"
    | "streams"
    | "observations"
    | "arrangements"
    | "moments"
    | "faults"
    | "exits"
    | "cutOff"]: History[K][number][];
};

/** A place in what is recorded. */
export type Position = Readonly<Record<"operations" | "observations", number>>;

/** Writes down what a run shows. Times become ms since the recorder was made. */
export class Recorder {
  readonly startedAt = now();
  readonly #recorded: Recorded = {
    operations: [],
    streams: [],
    observations: [],
    arrangements: [],
    moments: [],
    faults: [],
    exits: [],
    cutOff: [],
  };
  readonly #ownFailures = new Set<unknown>();
  #overflow = false;
  #items = 0;

  /** ms since the beginning. */
  time(at: number = now()): number {
    return at - this.startedAt;
  }

  operation(entry: Operation): void {
    this.#add("operations", entry);
  }
  /** Its entry grows until the run is over. */
  stream(entry: StreamRecord): void {
    this.#add("streams", entry);
  }
  /** Something has arrived on a stream, or was said on it; false: it is one too many to be recorded. */
  item(): boolean {
    this.#items += 1;
    if (this.#items > CAP) this.#overflow = true;
    return this.#items <= CAP;
  }
  observation(entry: Observation): void {
    this.#add("observations", entry);
  }
  arrangement(entry: Arrangement): void {
    this.#add("arrangements", entry);
  }
  moment(entry: MomentSeen): void {
    this.#add("moments", entry);
  }
  fault(entry: FaultEvent): void {
    this.#add("faults", entry);
  }
  /** The deadline cut a look of the workload off. */
  cutOff(during: "run" | "probe" | "settle"): void {
    if (!this.#recorded.cutOff.includes(during)) this.#recorded.cutOff.push(during);
  }
  /** The harness itself failed to look, or to plant a state, with this error. */
  ownFailure(error: unknown): void {
    this.#ownFailures.add(error);
  }
  isOwnFailure(error: unknown): boolean {
    return this.#ownFailures.has(error);
  }
  exit(entry: Exit): void {
    this.#add("exits", { ...entry, at: this.time(entry.at) });
  }

  /** What has been recorded of operations and observations since `from`, the value of `position` then. */
  since(from: Position): Pick<History, "operations" | "observations"> {
    return {
      operations: this.#recorded.operations.slice(from.operations),
      observations: this.#recorded.observations.slice(from.observations),
    };
  }

  /** How much has been recorded so far. */
  position(): Position {
    const { operations, observations } = this.#recorded;
    return { operations: operations.length, observations: observations.length };
  }

  get recorded(): Readonly<Recorded> {
    return this.#recorded;
  }

  get overflow(): boolean {
    return this.#overflow;
  }

  #add<K extends keyof Recorded>(kind: K, entry: Recorded[K][number]): void {
    const list = this.#recorded[kind] as unknown[];
    if (list.length >= CAP) this.#overflow = true;
    else list.push(entry);
  }
}
