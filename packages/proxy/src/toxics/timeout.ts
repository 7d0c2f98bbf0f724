import { milliseconds } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/**
 * Drops all data and closes the connection after a time, busy or idle, counted anew from each change; 0: when the toxic goes.
 * An end passes. Because data is missing, the connection is also closed when the toxic goes before its time.
 */
export const timeout = defineToxicKind<{ timeout: number }>({
  attributes: { timeout: milliseconds() },
  start({ attributes, startedAt }) {
    let since = startedAt;
    return {
      decide: ({ piece }) => ("bytes" in piece ? "drop" : "pass"),
      closesAt: () => since + (attributes().timeout || Number.POSITIVE_INFINITY),
      closesWhenGone: true,
      changed(now) {
        since = now;
      },
    };
  },
});
