import { milliseconds } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** Ends come late; bytes do not. */
export const slowClose = defineToxicKind<{ delay: number }>({
  attributes: { delay: milliseconds() },
  start: ({ attributes }) => ({
    decide({ piece, at }, now) {
      const due = at + attributes().delay;
      return "bytes" in piece || due <= now ? "pass" : { wait: due };
    },
  }),
});
