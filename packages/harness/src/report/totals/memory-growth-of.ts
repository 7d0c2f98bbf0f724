import { type CapabilitySpec, faultsSeen, type History, type Json } from "@chaos-packs/contract";

type Bytes = Readonly<Record<string, number>>;

const bytesOf = (output: Json): Bytes =>
  typeof output === "object" && output !== null && "bytesByReplica" in output
    ? (output as { readonly bytesByReplica: Bytes }).bytesByReplica
    : {};

/**
 * How much the memory of the replicas grew that were measured both before the first fault and after the last heal, as a
 * share of what it was (0.05: by 5 %). Undefined: it was not measured, or nothing was healed.
 */
export function memoryGrowthOf(
  history: History,
  { observations }: Pick<CapabilitySpec, "observations">,
): number | undefined {
  const faults = faultsSeen(history);
  const names = Object.keys(observations).filter((name) => observations[name]?.measures === "memory");
  if (faults.length === 0 || names.length === 0) return undefined;
  const first = Math.min(...faults.map(({ begunAt, at }) => begunAt ?? at));
  const healed = Math.max(...faults.map(({ until }) => until));
  const looks = history.observations.flatMap(({ name, calledAt, returnedAt, result }) =>
    names.includes(name) && result.status === "ok" ? [{ calledAt, returnedAt, bytes: bytesOf(result.output) }] : [],
  );
  const before = looks.findLast(({ returnedAt }) => returnedAt <= first)?.bytes ?? {};
  const after = looks.findLast(({ calledAt }) => calledAt >= healed)?.bytes ?? {};
  const both = Object.keys(before).filter((replica) => Object.hasOwn(after, replica));
  const sum = (bytes: Bytes): number => both.reduce((all, replica) => all + (bytes[replica] ?? 0), 0);
  return both.length === 0 || sum(before) === 0 ? undefined : sum(after) / sum(before) - 1;
}
