import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { monotonic } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { Topic } from "../redis/subscribing.ts";
import type { LiveSocket } from "../sockets/live-socket.ts";
import type { Outgoing } from "../sockets/outgoing.ts";

/** One line of a journal: a message that was taken, a gap, or where it all began. */
export type Entry =
  | { readonly type: "message"; readonly channel: string; readonly id: string; readonly seq: number | null }
  | { readonly type: "gap"; readonly channel: string; readonly from: number; readonly to: number }
  | { readonly type: "subscribed"; readonly positions: Readonly<Record<string, number>> }
  | { readonly type: "reconciled"; readonly channel: string; readonly id: string; readonly seq: number };

const KEPT: readonly string[] = ["message", "gap", "subscribed", "reconciled"] satisfies Entry["type"][];

/** Listens for the process itself, and writes down what it takes: after a kill it goes on where its journal ends. */
export function openJournal(live: Live, file: string): void {
  const { parts, config } = live;
  const socket: LiveSocket = {
    id: "journal",
    over: "journal",
    wishes: new Map(),
    aliveAt: monotonic(),
    hadTaken: 0,
    write: (message) => parts.writeEntry(file, message),
    unsent: () => 0,
    drained: () => Promise.resolve(),
    taken: () => 0,
    ended: Promise.resolve(),
    close: () => undefined,
    cut: () => undefined,
  };
  parts.mendJournal(file);
  parts.welcome(live, socket);
  const topics: Topic[] = [
    ...config.listensTo.channels.map((name): Topic => ({ kind: "channel", name })),
    ...config.listensTo.patterns.map((name): Topic => ({ kind: "pattern", name })),
  ];
  void parts.subscribeSocket(live, socket, topics, {
    positions: parts.readJournal(file),
    isComplete: existsSync(file),
  });
}

/** Writes down what was taken, before anything else is. */
export function writeEntry(file: string, message: Outgoing): void {
  if (KEPT.includes(message.type)) appendFileSync(file, `${JSON.stringify(message)}\n`);
}

/** Ends a last line that was torn by a kill, so that the next one is not part of it. */
export function mendJournal(file: string): void {
  if (existsSync(file) && !readFileSync(file, "utf8").endsWith("\n")) appendFileSync(file, "\n");
}

/** Up to where each channel has been taken. A line that was torn by a kill does not count. */
export function readJournal(file: string): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  if (!existsSync(file)) return positions;
  const raise = (channel: string, seq: number): void => {
    positions.set(channel, Math.max(seq, positions.get(channel) ?? 0));
  };
  for (const entry of readFileSync(file, "utf8").split("\n").flatMap(readEntry)) {
    if (entry.type === "subscribed") for (const [channel, seq] of Object.entries(entry.positions)) raise(channel, seq);
    else raise(entry.channel, entry.type === "gap" ? entry.to : (entry.seq ?? 0));
  }
  return positions;
}

function readEntry(line: string): readonly Entry[] {
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}
