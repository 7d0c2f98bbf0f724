import type { LinkOptions } from "@chaos-packs/contract/kind";
import type { Tap, TapConnection } from "@chaos-packs/proxy";
import type { CommandTable } from "../commands/command-table.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { Fifo } from "../wire/fifo.ts";
import { CommandSide } from "./command-side.ts";
import type { Conversation } from "./conversation.ts";
import type { LinkTraffic } from "./link-traffic.ts";
import { otherProtocol } from "./other-protocol.ts";
import { ReplySide } from "./reply-side.ts";
import type { Scripts } from "./scripts.ts";
import type { Sight } from "./sight.ts";
import { Subscriptions } from "./subscriptions.ts";

/** What the taps of one link share. */
export interface RedisTapOptions {
  readonly sight: Sight;
  readonly rules: RuleBook;
  readonly traffic: LinkTraffic;
  readonly by: LinkOptions["by"];
  readonly commands: CommandTable;
  readonly scripts: Scripts;
  /** Told of what passes without being looked at, or goes past the link. */
  readonly unseen?: LinkOptions["unseen"];
  /** Whether an address (`host:port`) is that of the link itself; default: none is. */
  readonly isOwn?: (address: string) => boolean;
}

/** Looks at one connection between a service and Redis, in RESP2, RESP3 or whatever they turn to. */
export function redisTap(connection: TapConnection, options: RedisTapOptions): Tap {
  const { sight, rules, traffic, by, commands: table, scripts, unseen = () => {}, isOwn = () => false } = options;
  const says = rules.dialled(connection.id);
  if (says) return otherProtocol(connection, says);
  const end = new AbortController();
  let isBlind = false;
  const conversation: Conversation = {
    id: connection.id,
    expected: new Fifo(),
    subscriptions: new Subscriptions(),
    get blind() {
      return isBlind;
    },
    goBlind(what) {
      if (!isBlind) unseen({ why: "undecoded", what });
      isBlind = true;
    },
    unseen,
    isOwn,
    gone: end.signal,
    // What stood behind a dropped message in the same chunk goes nowhere, either.
    sendUp: (bytes) => void (end.signal.aborted || connection.sendUp(bytes)),
    sendDown: (bytes) => void (end.signal.aborted || connection.sendDown(bytes)),
    drop: () => {
      end.abort();
      connection.reset();
    },
    hangUp: () => {
      end.abort();
      connection.close();
    },
  };
  const replies = new ReplySide({ conversation, sight, rules, traffic, by });
  const commands = new CommandSide({
    conversation,
    sight,
    rules,
    traffic,
    commands: table,
    scripts,
    answerLocally: () => replies.answerLocally(),
  });
  traffic.opened(conversation);
  return {
    up: (bytes) => commands.take(bytes),
    down: (bytes) => replies.take(bytes),
    isBusy: () => conversation.expected.size > 0 || commands.isBusy,
    closed() {
      end.abort();
      traffic.closed(conversation);
      rules.closed(connection.id);
    },
  };
}
