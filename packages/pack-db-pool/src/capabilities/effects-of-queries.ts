import type { Effects, History, Json } from "@chaos-packs/contract/pack";

interface Writes {
  readonly key?: string;
  readonly writes?: readonly { readonly key: string }[];
}

/** The keys that a write, a transaction or a batch was asked to write. */
const keysOf = (input: Json): readonly string[] => {
  const { key, writes = [] } = (typeof input === "object" && input !== null ? input : {}) as Writes;
  return key === undefined ? writes.map((each) => each.key) : [key];
};

const WRITING = ["write", "transaction", "batch"];

/**
 * The effects of the operations of `queries`: what was said to be written is there at the end, as the last look at the
 * records shows. A write that failed may be there or not: whether it may is for scenarios to judge.
 * Undefined where the target offers no writing, or no look at the records.
 */
export function effectsOfQueries({ operations, observations, offered }: History): Effects | undefined {
  const known = offered["queries"];
  if (known && !(known.includes("records") && WRITING.some((name) => known.includes(name)))) return undefined;
  const looks = observations.filter(({ name, result }) => name === "records" && result.status === "ok");
  const last = looks.sort((a, b) => a.returnedAt - b.returnedAt).at(-1)?.result;
  const { records = [] } = ((last?.status === "ok" && last.output) || {}) as {
    readonly records?: readonly { readonly key: string }[];
  };
  const present = records.map(({ key }) => `record ${key}`);
  return {
    acknowledged: operations.flatMap(({ name, input, result }) =>
      WRITING.includes(name) && result.status === "ok" ? keysOf(input).map((key) => `record ${key}`) : [],
    ),
    required: [],
    forbidden: [],
    present,
    ...(last && { duplicates: present.filter((name, index) => present.indexOf(name) !== index) }),
  };
}
