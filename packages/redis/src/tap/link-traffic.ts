import type { LinkOptions } from "@chaos-packs/contract/kind";
import { now } from "@chaos-packs/proxy";
import type { Conversation } from "./conversation.ts";

/** What one replica says to Redis and hears from it, as its link sees it; numbers are since the lane was reset. */
export interface WireTraffic {
  readonly role: string;
  readonly index: number;
  readonly open: number;
  /** Channels and patterns that its open connections are subscribed to, as the server has confirmed, sorted. */
  readonly channels: readonly string[];
  readonly patterns: readonly string[];
  /** How many of each command, by its name in upper case. */
  readonly commands: Readonly<Record<string, number>>;
  /** How many messages the server has pushed, by the channel they were published to. */
  readonly deliveries: Readonly<Record<string, number>>;
  /** Connections that have reached the link; of one that refuses nobody learns. */
  readonly dials: number;
  /** The most dials within any one second. */
  readonly dialsPerSecond: number;
}

/** Counts what goes over one link. */
export class LinkTraffic {
  readonly #by: LinkOptions["by"];
  readonly #open = new Set<Conversation>();
  readonly #commands = new Map<string, number>();
  readonly #deliveries = new Map<string, number>();
  #dialledAt: number[] = [];

  constructor(by: LinkOptions["by"]) {
    this.#by = by;
  }

  dialled(): void {
    this.#dialledAt.push(now());
  }

  opened(conversation: Conversation): void {
    this.#open.add(conversation);
  }

  closed(conversation: Conversation): void {
    this.#open.delete(conversation);
  }

  command(name: string): void {
    this.#commands.set(name, (this.#commands.get(name) ?? 0) + 1);
  }

  delivery(channel: string): void {
    this.#deliveries.set(channel, (this.#deliveries.get(channel) ?? 0) + 1);
  }

  /** Begins to count anew. */
  reset(): void {
    this.#commands.clear();
    this.#deliveries.clear();
    this.#dialledAt = [];
  }

  seen(): WireTraffic {
    const subscriptions = [...this.#open].map((each) => each.subscriptions);
    const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
    return {
      ...this.#by,
      open: this.#open.size,
      channels: sorted(subscriptions.flatMap((each) => each.channels)),
      patterns: sorted(subscriptions.flatMap((each) => each.patterns)),
      commands: Object.fromEntries(this.#commands),
      deliveries: Object.fromEntries(this.#deliveries),
      dials: this.#dialledAt.length,
      dialsPerSecond: mostWithin(this.#dialledAt, 1000),
    };
  }
}

/** The most of these times, in ms and in order, that lie within one span. */
function mostWithin(times: readonly number[], spanMs: number): number {
  let most = 0;
  let first = 0;
  for (const [at, time] of times.entries()) {
    while (time - (times[first] as number) >= spanMs) first++;
    most = Math.max(most, at - first + 1);
  }
  return most;
}
