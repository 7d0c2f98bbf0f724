import type { Damage } from "../rules/http-rule.ts";
import type { HeldMessage } from "./held-message.ts";

/** An answer with a damaged body, framed so that the connection can go on. An empty body stays as it is. */
export function damageAnswer(held: HeldMessage, how: Damage): Buffer {
  const { data } = held;
  if (data.length === 0) return held.raw;
  const middle = Math.floor(data.length / 2);
  const body = how === "truncate" ? data.subarray(0, middle) : Buffer.from(data);
  if (how === "flip") body[middle] = (body[middle] as number) ^ 0xff;
  const [first, ...fields] = held.head.toString("latin1", 0, held.head.length - 4).split("\r\n");
  const kept = fields.filter((field) => !/^(content-length|transfer-encoding|trailer)\s*:/i.test(field));
  const head = [first, ...kept, `content-length: ${body.length}`, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}
