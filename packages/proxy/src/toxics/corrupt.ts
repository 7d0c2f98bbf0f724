import { share } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** Changes a share of the bytes, spread evenly: which ones depends on their position and the seed, not on how they come. */
export const corrupt = defineToxicKind<{ rate: number }>({
  attributes: { rate: share() },
  start({ attributes, random }) {
    const offset = random();
    let position = 0;
    return {
      decide({ piece }) {
        if (!("bytes" in piece)) return "pass";
        const { rate } = attributes();
        const from = position;
        position += piece.bytes.length;
        let changed: Buffer | undefined;
        for (let nth = Math.floor(offset + from * rate) + 1; ; nth++) {
          // The first position behind which so many bytes are to be changed.
          const at = Math.ceil((nth - offset) / rate) - 1;
          if (!(at < position)) break;
          changed ??= Buffer.from(piece.bytes);
          const index = Math.max(0, at - from);
          changed[index] = (changed[index] as number) ^ (1 + Math.floor(255 * random()));
        }
        return changed ? { instead: changed } : "pass";
      },
    };
  },
});
