import { bytes, numberOf } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** ms: slices that are late by less, because timers are, make up for it. */
const FORGIVEN_MS = 5;

/** Sends bytes in slices of a varying size, with pauses between them. */
export const slicer = defineToxicKind<{ average_size: number; size_variation: number; delay: number }>({
  attributes: {
    average_size: bytes(1),
    size_variation: bytes(0, 0),
    delay: numberOf("µs", 0, 2_147_483_647, 0),
  },
  refuses: ({ average_size, size_variation }) =>
    size_variation < average_size ? undefined : "size_variation of slicer to be less than its average_size",
  start({ attributes, random }) {
    let nextAt = 0;
    return {
      decide({ piece }, now) {
        if (nextAt > now) return { wait: nextAt };
        if (!("bytes" in piece)) return "pass";
        const { average_size, size_variation, delay } = attributes();
        const size = Math.round(average_size + size_variation * (2 * random() - 1));
        nextAt = (now - nextAt < FORGIVEN_MS ? nextAt : now) + delay / 1000;
        return size < piece.bytes.length ? { pass: size } : "pass";
      },
      changed() {
        nextAt = 0;
      },
    };
  },
});
