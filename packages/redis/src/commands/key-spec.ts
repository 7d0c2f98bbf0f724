/**
 * Where a command has keys, as Redis 7 and Valkey describe it (https://redis.io/docs/latest/develop/reference/key-specs/):
 * positions count the command's own name as 0.
 */
export interface KeySpec {
  readonly begin:
    | { readonly index: number }
    /** Behind this word, looked for from a position on; from a negative one backwards. */
    | { readonly keyword: string; readonly from: number };
  readonly find: /** Up to `last`, counted from the first, or from the end when negative; with `limit` only of the first 1/limit of the rest. */
    | { readonly last: number; readonly step: number; readonly limit: number }
    /** As many as a number says; positions count from where it begins. */
    | { readonly countAt: number; readonly firstAt: number; readonly step: number };
}

/** The positions of the keys that a spec finds in a whole command, its name included. */
export function positionsOf({ begin, find }: KeySpec, words: readonly string[]): readonly number[] {
  const start = "index" in begin ? begin.index : behindKeyword(words, begin.keyword, begin.from);
  if (start === undefined || start >= words.length) return [];
  if ("countAt" in find) {
    const count = Number(words[start + find.countAt]);
    const first = start + find.firstAt;
    return Number.isInteger(count) ? positions(first, first + (count - 1) * find.step, find.step, words.length) : [];
  }
  const { last, step, limit } = find;
  if (last >= 0) return positions(start, start + last, step, words.length);
  const rest = words.length - start;
  return positions(start, start + (limit > 1 ? Math.floor(rest / limit) : rest) + last, step, words.length);
}

function positions(first: number, last: number, step: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let at = first; at <= last && at < end; at += Math.max(1, step)) found.push(at);
  return found;
}

function behindKeyword(words: readonly string[], keyword: string, from: number): number | undefined {
  const isIt = (at: number): boolean => words[at]?.toUpperCase() === keyword;
  if (from >= 0) {
    for (let at = from; at < words.length - 1; at++) if (isIt(at)) return at + 1;
    return undefined;
  }
  for (let at = words.length + from; at > 1; at--) if (isIt(at)) return at + 1;
  return undefined;
}
