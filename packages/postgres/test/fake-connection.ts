import type { TapConnection } from "@chaos-packs/proxy";

/** A connection without sockets: it keeps what a tap sends. */
export function openFakeConnection() {
  const up: Buffer[] = [];
  const down: Buffer[] = [];
  const ended: ("reset" | "close")[] = [];
  const connection: TapConnection = {
    id: 1,
    sendUp: (bytes) => void up.push(Buffer.from(bytes)),
    sendDown: (bytes) => void down.push(Buffer.from(bytes)),
    reset: () => void ended.push("reset"),
    fail: (error: unknown) => {
      throw error;
    },
    close: () => void ended.push("close"),
  };
  return {
    connection,
    ended,
    sentUp: () => Buffer.concat(up),
    sentDown: () => Buffer.concat(down),
  };
}
