import type { StreamMessage } from "@chaos-packs/contract/target";
import type { LiveHealth } from "../../src/live/http/read-health.ts";
import type { Receipt } from "../../src/live/publishing/outbox.ts";
import { writeCursor } from "../../src/live/sockets/cursor.ts";
import type { Outgoing } from "../../src/live/sockets/outgoing.ts";

const role = "live";

interface Position {
  readonly channel: string;
  readonly seq: number;
}

/** What a client gets of a message on its socket or event stream. */
function read({ data, id }: StreamMessage<never>) {
  const outgoing = data as Outgoing;
  const eventId = id === undefined ? {} : { eventId: id };
  switch (outgoing.type) {
    case "message": {
      const { type, channel, body, via, seq } = outgoing;
      return { type, channel, id: outgoing.id, body, via, seq, ...eventId };
    }
    case "gap": {
      const { type, channel, from, to } = outgoing;
      return { type, channel, from, to, ...eventId };
    }
    case "mode":
      return { type: outgoing.type, mode: outgoing.mode };
    case "subscribed":
    case "unsubscribed":
      return { type: outgoing.type, channel: "channel" in outgoing ? outgoing.channel : outgoing.pattern, ...eventId };
    case "refused":
      return {
        type: outgoing.type,
        error: outgoing.error,
        ...(outgoing.channel !== undefined && { channel: outgoing.channel }),
      };
    case "alive":
      return { type: outgoing.type };
    // Of a number that comes later a client sees no more than the id to go on from.
    case "reconciled":
      return { type: "alive" as const, ...eventId };
    case "closing":
      return undefined;
  }
}

/** Whether so many wishes are in force by now. */
function countingTo(wishes: number): (message: StreamMessage<never>) => boolean {
  let inForce = 0;
  return ({ data }) => {
    if ((data as Outgoing).type === "subscribed") inForce += 1;
    return inForce >= wishes;
  };
}

/** The routes of the live side that serve `broadcast`. */
export const operations = {
  publish: ({ channel, id, body }: { readonly channel: string; readonly id: string; readonly body: string }) => ({
    request: {
      role,
      method: "POST",
      path: `/channels/${encodeURIComponent(channel)}/messages`,
      headers: { "idempotency-key": id },
      body: { body },
    },
    answer: ({ seq, via, receivers }: Receipt) => ({ seq, via, receivers }),
  }),

  socket({
    channels,
    patterns = [],
    after = [],
  }: {
    readonly channels: readonly string[];
    readonly patterns?: readonly string[];
    readonly after?: readonly Position[];
  }) {
    const query = new URLSearchParams([
      ...channels.map((channel): [string, string] => ["channel", channel]),
      ...patterns.map((pattern): [string, string] => ["pattern", pattern]),
    ]);
    if (after.length > 0) query.set("after", writeCursor(new Map(after.map(({ channel, seq }) => [channel, seq]))));
    const wishes = new Set(channels).size + new Set(patterns).size;
    return {
      role,
      path: `/socket?${query}`,
      over: "websocket" as const,
      ...(wishes > 0 && { isOpen: countingTo(wishes) }),
      read,
      write: ({ type, channel }: { readonly type: string; readonly channel: string }) => ({
        type,
        channels: [channel],
      }),
    };
  },

  events: ({ channel, lastEventId }: { readonly channel: string; readonly lastEventId?: string }) => ({
    role,
    path: `/events?${new URLSearchParams({ channel })}`,
    headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
    over: "server-sent events" as const,
    isOpen: countingTo(1),
    read,
  }),

  health: () => ({
    request: { role, method: "GET", path: "/health" },
    answer: ({ mode }: LiveHealth) => ({ mode }),
  }),

  openStreams: () => ({
    request: { role, method: "GET", path: "/health" },
    answer: ({ sockets }: LiveHealth) => ({ count: sockets }),
  }),

  unheard: () => ({
    request: { role, method: "GET", path: "/health" },
    answer: ({ unheard }: LiveHealth) => ({ count: unheard }),
  }),
};
