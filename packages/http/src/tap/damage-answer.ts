import { linesOf } from "../codec/headers.ts";
import type { Damage } from "../rules/http-rule.ts";
import type { HeldMessage } from "./held-message.ts";

/**
 * An answer with a damaged body, correctly framed: all of it, or `isWhole` false, what has come of it by now. A flipped byte
 * leaves the framing as it is, so that the rest may follow; behind a truncated answer that was not whole, the connection has
 * to be closed. An empty body stays as it is.
 */
export function damageAnswer(held: HeldMessage, how: Damage, isWhole: boolean): Buffer {
  if (held.data.length === 0) return held.raw;
  if (how === "flip") return held.flipped;
  const body = held.data.subarray(0, Math.floor(held.data.length / 2));
  const [first, ...fields] = linesOf(held.head.toString("latin1"));
  const dropped = isWhole
    ? /^(content-length|transfer-encoding|trailer)\s*:/i
    : /^(content-length|transfer-encoding|trailer|connection|keep-alive)\s*:/i;
  const kept = fields.filter((field) => !dropped.test(field));
  const end = isWhole ? [] : ["connection: close"];
  const head = [first, ...kept, ...end, `content-length: ${body.length}`, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}
