import { checksum } from "../checksum.ts";
import type { Page } from "./upstreams.ts";

/** What an upstream reads in a piece: one to three pages, always the same for the same piece. */
export function pagesOfPiece(piece: string, verb: string): readonly Page[] {
  const sum = checksum(Buffer.from(piece));
  const count = 1 + (Number.parseInt(sum.slice(0, 2), 16) % 3);
  return Array.from({ length: count }, (_, index) => ({
    page: index + 1,
    text: `${verb} ${sum.slice(0, 12)} ${index + 1}`,
  }));
}
