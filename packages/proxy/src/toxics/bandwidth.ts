import { numberOf } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** KB/s: beyond it a byte takes less than a picosecond. */
const MOST = 1e9;
/** ms of bytes that leave together. */
const TOGETHER_MS = 5;
/** ms: a source that is late by less, because this process was, loses nothing of its rate. */
const FORGIVEN_MS = 20;

/** Lets through so many bytes a second and no more; each leaves when it would have come out of a line of that rate. */
export const bandwidth = defineToxicKind<{ rate: number }>({
  attributes: { rate: numberOf("KB/s", 0, MOST) },
  start({ attributes }) {
    /** Up to here the line has been used. */
    let usedUntil = Number.NEGATIVE_INFINITY;
    return {
      decide({ piece, at }, now) {
        if (!("bytes" in piece)) return "pass";
        // KB a second are bytes a millisecond.
        const { rate } = attributes();
        if (rate === 0) return { wait: Number.POSITIVE_INFINITY };
        if (at - usedUntil > FORGIVEN_MS) usedUntil = at;
        const { length } = piece.bytes;
        const through = Math.floor((now - usedUntil) * rate);
        const wanted = Math.min(length, Math.max(1, rate * TOGETHER_MS));
        if (through < wanted) return { wait: usedUntil + wanted / rate };
        usedUntil += Math.min(through, length) / rate;
        return through < length ? { pass: through } : "pass";
      },
      changed(now) {
        usedUntil = Math.max(usedUntil, now);
      },
    };
  },
});
