import type { Tap, TapConnection } from "@chaos-packs/proxy";
import type { RedisRule } from "../rules/redis-rule.ts";

/** A connection on which something else is spoken than Redis's protocol: the server hears nothing of it, and it ends behind what was said. */
export function otherProtocol(connection: TapConnection, { text, at }: NonNullable<RedisRule["says"]>): Tap {
  let isSaid = false;
  const say = (): undefined => {
    if (isSaid) return;
    isSaid = true;
    connection.sendDown(Buffer.from(text, "latin1"));
    connection.close();
  };
  // The connection is not open before its tap is there.
  if (at === "dial") queueMicrotask(say);
  return { up: say, down: () => undefined };
}
