import fc from "fast-check";

/** Cuts bytes at the given places (fractions of their length). */
export function chunked(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [...new Set(cuts.map((cut) => Math.floor(cut * bytes.length)))].sort((a, b) => a - b);
  const starts = [0, ...places.filter((place) => place > 0)];
  return starts
    .map((start, at) => bytes.subarray(start, starts[at + 1] ?? bytes.length))
    .filter(({ length }) => length > 0);
}

/** Places to cut at; often many, so that headers are cut, too. */
export const cuts = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 40 });
