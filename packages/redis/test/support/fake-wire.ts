import type { Edge, Fate } from "@chaos-packs/contract";
import type { Tap } from "@chaos-packs/proxy";
import { newRedisRules, type RedisRules } from "../../src/faults/redis-rules.ts";
import type { RedisMessage } from "../../src/tap/redis-message.ts";
import { redisTap } from "../../src/tap/redis-tap.ts";

/** A tap between two ends that only collect what they get. */
export interface FakeWire {
  readonly tap: Tap;
  readonly rules: RedisRules;
  readonly up: () => string;
  readonly down: () => string;
  readonly seen: readonly { readonly edge: Edge; readonly message: RedisMessage }[];
  isReset(): boolean;
}

/** Opens a tap that wants the given commands; `see` decides about each. */
export function fakeWire(
  wants: readonly string[] | "all",
  see: (message: RedisMessage, edge: Edge) => Promise<Fate> | undefined = () => undefined,
): FakeWire {
  const sent: { up: Buffer[]; down: Buffer[] } = { up: [], down: [] };
  const seen: { edge: Edge; message: RedisMessage }[] = [];
  const rules = newRedisRules(1);
  let wasReset = false;
  const connection = {
    id: 1,
    sendUp: (bytes: Buffer) => void sent.up.push(bytes),
    sendDown: (bytes: Buffer) => void sent.down.push(bytes),
    reset: () => {
      wasReset = true;
    },
    close: () => {},
  };
  const sight = {
    wants: (command: string) => wants === "all" || wants.includes(command),
    see: (message: RedisMessage, edge: Edge) => {
      if (wants !== "all" && !wants.includes(message.command)) return undefined;
      seen.push({ edge, message });
      return see(message, edge);
    },
  };
  return {
    tap: redisTap(connection, sight, rules),
    rules,
    seen,
    up: () => Buffer.concat(sent.up).toString("latin1"),
    down: () => Buffer.concat(sent.down).toString("latin1"),
    isReset: () => wasReset,
  };
}
