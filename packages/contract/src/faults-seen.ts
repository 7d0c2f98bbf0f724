import type { FaultEvent, History } from "./history.ts";
import type { Json } from "./json.ts";

/** A fault from its injection to its heal, ms; `until` is the end of the history when it was not healed. */
export interface FaultSeen extends FaultEvent {
  readonly until: number;
}

/** The faults of a history that went in, in their order. */
export const faultsSeen = ({ faults, endedAt }: History): readonly FaultSeen[] =>
  faults
    .filter(({ phase }) => phase === "injected")
    .map((fault) => {
      const heal = faults.find(({ phase, step, at }) => phase === "healed" && step === fault.step && at >= fault.at);
      return { ...fault, until: heal?.at ?? Math.max(endedAt, fault.at) };
    });

/** From the first injection to the last heal, ms; undefined when no fault went in. */
export function trouble(history: History): { readonly at: number; readonly until: number } | undefined {
  const seen = faultsSeen(history);
  if (seen.length === 0) return undefined;
  return { at: Math.min(...seen.map(({ at }) => at)), until: Math.max(...seen.map(({ until }) => until)) };
}

type Args = Readonly<Record<string, Json>>;

const isObject = (value: Json | undefined): value is Args =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The arguments of a fault; of one that is made of others (`together`, `failDials`) also those of each. By them a judge tells
 * what a fault was, never by its name.
 */
export function argsSeen({ args }: Pick<FaultEvent, "args">): readonly Args[] {
  if (Array.isArray(args)) return (args as readonly Json[]).flatMap((part) => (isObject(part) ? argsSeen(part) : []));
  if (!isObject(args)) return [];
  const named = args["fault"];
  return [args, ...(isObject(named) ? argsSeen(named) : [])];
}

/** The faults that asked a replica to stop, in their order. */
export const stopsSeen = (history: History): readonly FaultSeen[] =>
  faultsSeen(history).filter((fault) => argsSeen(fault).some((args) => "stops" in args));
