import type { Kind } from "../upstreams/upstreams.ts";

/** The source of a sample job: two parts for each chunk, the same for every job of its kind and size. */
export const sourceOf = (kind: Kind, chunks: number): Buffer =>
  Buffer.from(Array.from({ length: chunks * 2 }, (_, index) => `${kind} part ${index + 1}\n`).join(""));
