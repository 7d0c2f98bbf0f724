import { milliseconds } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** Each piece takes so much longer, with more or less of jitter; none overtakes another. */
export const latency = defineToxicKind<{ latency: number; jitter: number }>({
  attributes: { latency: milliseconds(), jitter: milliseconds(0) },
  start: ({ attributes }) => ({
    decide({ at, chance }, now) {
      const { latency, jitter } = attributes();
      const due = at + latency + jitter * (2 * chance - 1);
      return due <= now ? "pass" : { wait: due };
    },
  }),
});
