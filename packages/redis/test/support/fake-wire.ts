import type { Edge, Fate, UnseenReport } from "@chaos-packs/contract/kind";
import type { Tap } from "@chaos-packs/proxy";
import { RuleBook } from "../../src/rules/rule-book.ts";
import { LinkTraffic, type WireTraffic } from "../../src/tap/link-traffic.ts";
import { isPushed, type PushedMessage } from "../../src/tap/pushed-message.ts";
import type { RedisMessage } from "../../src/tap/redis-message.ts";
import { redisTap } from "../../src/tap/redis-tap.ts";
import { Scripts } from "../../src/tap/scripts.ts";
import { someCommands } from "./message.ts";

/** A tap between two ends that only collect what they get. */
export interface FakeWire {
  readonly tap: Tap;
  readonly rules: RuleBook;
  readonly up: () => string;
  readonly down: () => string;
  /** How much was sent each way. */
  readonly upBytes: () => number;
  readonly downBytes: () => number;
  readonly seen: readonly { readonly edge: Edge; readonly message: RedisMessage }[];
  readonly pushed: readonly { readonly edge: Edge; readonly message: PushedMessage }[];
  readonly unseen: readonly UnseenReport[];
  isReset(): boolean;
  isHungUp(): boolean;
  traffic(): WireTraffic;
}

/** Opens a tap that wants the given commands, and messages on the given channels; `see` decides about each. */
export function fakeWire(
  wants: readonly string[] | "all",
  see: (message: RedisMessage | PushedMessage, edge: Edge) => Promise<Fate> | undefined = () => undefined,
  channels: readonly string[] = [],
): FakeWire {
  const sent: { up: Buffer[]; down: Buffer[] } = { up: [], down: [] };
  const seen: { edge: Edge; message: RedisMessage }[] = [];
  const pushed: { edge: Edge; message: PushedMessage }[] = [];
  const unseen: UnseenReport[] = [];
  const rules = new RuleBook(1);
  const by = { role: "api", index: 0 };
  const traffic = new LinkTraffic(by);
  let wasReset = false;
  let wasHungUp = false;
  const connection = {
    id: 1,
    sendUp: (bytes: Buffer) => void sent.up.push(bytes),
    sendDown: (bytes: Buffer) => void sent.down.push(bytes),
    fail: (error: unknown) => {
      throw error;
    },
    reset: () => {
      wasReset = true;
    },
    close: () => {
      wasHungUp = true;
    },
  };
  const sight = {
    wants: (command: string) => wants === "all" || wants.includes(command),
    wantsPushed: (channel: string) => channels.includes(channel),
    see: (message: RedisMessage | PushedMessage, edge: Edge) => {
      if (isPushed(message)) {
        if (!channels.includes(message.channel)) return undefined;
        pushed.push({ edge, message });
      } else {
        if (wants !== "all" && !wants.includes(message.command)) return undefined;
        seen.push({ edge, message });
      }
      return see(message, edge);
    },
  };
  return {
    tap: redisTap(connection, {
      sight,
      rules,
      traffic,
      by,
      commands: someCommands,
      scripts: new Scripts(),
      unseen: (report) => void unseen.push(report),
      isOwn: (address) => address === "127.0.0.1:1",
    }),
    unseen,
    rules,
    seen,
    pushed,
    up: () => Buffer.concat(sent.up).toString("latin1"),
    down: () => Buffer.concat(sent.down).toString("latin1"),
    upBytes: () => lengthOf(sent.up),
    downBytes: () => lengthOf(sent.down),
    isReset: () => wasReset,
    isHungUp: () => wasHungUp,
    traffic: () => traffic.seen(),
  };
}

const lengthOf = (pieces: readonly Buffer[]): number => pieces.reduce((sum, { length }) => sum + length, 0);
