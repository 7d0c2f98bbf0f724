import { FrameWalker } from "./frame-walker.ts";

/** The parts of an aggregate (a list, a set, a push or a map) that are left when only its first items are. */
export interface Truncated {
  /** Header as it was and the items that are left: no whole value. */
  readonly beginning: Buffer;
  /** A whole value with these items alone. */
  readonly shorter: Buffer;
}

/** Leaves so many items of an aggregate (of a map: so many pairs); undefined when it is none, or has no more than that. */
export function truncateValue(bytes: Buffer, items: number): Truncated | undefined {
  const type = String.fromCharCode(bytes[0] ?? 0);
  const headEnd = bytes.indexOf("\r\n") + 2;
  if (!"*~>%".includes(type) || Number(bytes.toString("latin1", 1, headEnd - 2)) <= items) return undefined;
  const walker = new FrameWalker();
  let end = headEnd;
  for (let left = type === "%" ? items * 2 : items; left > 0; left--) end = walker.walk(bytes, end);
  return {
    beginning: bytes.subarray(0, end),
    shorter: Buffer.concat([Buffer.from(`${type}${items}\r\n`), bytes.subarray(headEnd, end)]),
  };
}
