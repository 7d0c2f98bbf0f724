import assert from "node:assert/strict";
import { framingOfRequest, framingOfResponse } from "../src/codec/framing.ts";
import { MessageReader, type Piece } from "../src/codec/message-reader.ts";
import { mayBeRequest, parseRequestHead } from "../src/codec/request-head.ts";
import { mayBeResponse, parseResponseHead } from "../src/codec/response-head.ts";
import { badTraffic } from "./support/bad-traffic.ts";

const readers = [
  () => new MessageReader({ parse: parseRequestHead, mayBe: mayBeRequest, framingOf: framingOfRequest }),
  () =>
    new MessageReader({
      parse: parseResponseHead,
      mayBe: mayBeResponse,
      framingOf: (head) => framingOfResponse(head, "GET"),
    }),
];

/** Whatever comes, in whatever pieces: the reader throws nothing, ends, and gives back each byte once and in order. */
export const fuzz = {
  name: "HTTP messages",
  run(random: () => number): void {
    const bytes = badTraffic(random);
    for (const open of readers) {
      const reader = open();
      const got: Buffer[] = [];
      const take = (piece: Piece<unknown> | undefined): boolean => {
        if (piece && "raw" in piece) got.push(piece.raw);
        return piece !== undefined;
      };
      for (let from = 0; from < bytes.length; ) {
        const to = Math.min(bytes.length, from + 1 + Math.floor(random() * random() * 400));
        reader.push(bytes.subarray(from, to));
        while (take(reader.next()));
        from = to;
      }
      take(reader.finish());
      assert.deepEqual(Buffer.concat(got), bytes);
    }
  },
};
