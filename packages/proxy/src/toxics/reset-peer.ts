import { milliseconds } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** Resets the connection a time after the first byte, or the end, that would have come through. */
export const resetPeer = defineToxicKind<{ timeout: number }>({
  attributes: { timeout: milliseconds() },
  start: ({ attributes }) => ({
    decide({ at }, now) {
      const due = at + attributes().timeout;
      return due <= now ? { cut: "reset", after: 0 } : { wait: due };
    },
  }),
});
