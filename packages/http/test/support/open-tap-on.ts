import type { TapConnection } from "@chaos-packs/proxy";
import { RuleBook } from "../../src/rules/rule-book.ts";
import type { TapOptions } from "../../src/tap/conversation.ts";
import { openTap } from "../../src/tap/open-tap.ts";

/** A tap between two ends that only gather, for laws about bytes. */
export function openTapOn(options: Partial<TapOptions> = {}) {
  const up: Buffer[] = [];
  const down: Buffer[] = [];
  let resets = 0;
  const failures: unknown[] = [];
  const connection: TapConnection = {
    id: 1,
    sendUp: (bytes) => void up.push(bytes),
    sendDown: (bytes) => void down.push(bytes),
    reset: () => void resets++,
    fail: (error) => void failures.push(error),
    close: () => {},
  };
  const tap = openTap(connection, {
    by: { role: "worker", index: 0 },
    dependency: "upstream",
    patterns: [],
    watch: () => undefined,
    rules: new RuleBook(1),
    ...options,
  });
  return {
    tap,
    sentUp: () => Buffer.concat(up),
    sentDown: () => Buffer.concat(down),
    pieces: { up, down },
    resets: () => resets,
    failures,
  };
}
