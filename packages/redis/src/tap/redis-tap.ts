import type { Tap, TapConnection } from "@chaos-packs/proxy";
import type { RedisRules } from "../faults/redis-rules.ts";
import { Fifo } from "../wire/fifo.ts";
import { CommandSide } from "./command-side.ts";
import type { Conversation } from "./conversation.ts";
import { ReplySide } from "./reply-side.ts";
import type { Sight } from "./sight.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Looks at one connection between a service and Redis, in RESP2, RESP3 or whatever they turn to. */
export function redisTap(connection: TapConnection, sight: Sight, rules: RedisRules): Tap {
  const end = new AbortController();
  const conversation: Conversation = {
    expected: new Fifo(),
    subscriptions: new Subscriptions(),
    blind: false,
    gone: end.signal,
    // What stood behind a dropped message in the same chunk goes nowhere, either.
    sendUp: (bytes) => void (end.signal.aborted || connection.sendUp(bytes)),
    sendDown: (bytes) => void (end.signal.aborted || connection.sendDown(bytes)),
    drop: () => {
      end.abort();
      connection.reset();
    },
  };
  const replies = new ReplySide(conversation, sight);
  const commands = new CommandSide({ conversation, sight, rules, answerLocally: () => replies.answerLocally() });
  return {
    up: (bytes) => commands.take(bytes),
    down: (bytes) => replies.take(bytes),
    isBusy: () => conversation.expected.size > 0 || commands.isBusy,
    closed: () => end.abort(),
  };
}
