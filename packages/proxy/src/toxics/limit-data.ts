import { bytes } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** Closes the connection when so many bytes have come through it, counted from when the toxic was laid. */
export const limitData = defineToxicKind<{ bytes: number }>({
  attributes: { bytes: bytes(0) },
  start({ attributes }) {
    let passed = 0;
    return {
      decide({ piece }) {
        if (!("bytes" in piece)) return "pass";
        const left = Math.max(0, attributes().bytes - passed);
        const { length } = piece.bytes;
        if (length >= left) return { cut: "close", after: left };
        passed += length;
        return "pass";
      },
    };
  },
});
