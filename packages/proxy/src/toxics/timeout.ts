import { milliseconds } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

const HOLD = { wait: Number.POSITIVE_INFINITY };

/** Holds everything and closes the connection after a time, counted anew from each change; 0: never. */
export const timeout = defineToxicKind<{ timeout: number }>({
  attributes: { timeout: milliseconds() },
  start({ attributes, startedAt }) {
    let since = startedAt;
    return {
      decide: () => HOLD,
      closesAt: () => since + (attributes().timeout || Number.POSITIVE_INFINITY),
      changed(now) {
        since = now;
      },
    };
  },
});
