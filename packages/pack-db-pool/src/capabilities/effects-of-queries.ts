import { type Effects, type History, seen } from "@chaos-packs/contract/pack";
import { partsOfQueries } from "./parts-of-queries.ts";

const WRITING = ["write", "transaction", "batch"] as const;

/**
 * The effects of the operations of `queries`: what was said to be written is there at the end, as the last look at the
 * records shows. A write that failed may be there or not: whether it may is for scenarios to judge.
 * Undefined where the target offers no writing, or no look at the records.
 */
export function effectsOfQueries(history: History): Effects | undefined {
  const { answers, looks, offers } = seen(history, partsOfQueries);
  if (!offers("records") || !WRITING.some(offers)) return undefined;
  const last = looks("records").at(-1);
  const present = (last?.output.records ?? []).map(({ key }) => `record ${key}`);
  const written = [
    ...answers("write").map(({ input: { key } }) => key),
    ...[...answers("transaction"), ...answers("batch")].flatMap(({ input }) => input.writes.map(({ key }) => key)),
  ];
  return {
    acknowledged: written.map((key) => `record ${key}`),
    required: [],
    forbidden: [],
    present,
    ...(last && { duplicates: present.filter((name, index) => present.indexOf(name) !== index) }),
  };
}
