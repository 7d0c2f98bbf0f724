import type { Tap, TapConnection } from "@chaos-packs/proxy";
import { ClientSide } from "./client-side.ts";
import { Conversation, type PostgresTapOptions } from "./conversation.ts";
import { ServerSide } from "./server-side.ts";

/** A tap that understands Postgres's protocol 3: it holds what patterns want, and lets all else pass as it comes. */
export function openPostgresTap(connection: TapConnection, options: PostgresTapOptions): Tap {
  const talk = new Conversation(connection, options);
  const client = new ClientSide(talk);
  const server = new ServerSide(talk);
  return {
    up: (bytes) => client.take(bytes),
    down: (bytes) => server.take(bytes),
    upEnd: () => client.end(),
    downEnd: () => server.end(),
    isBusy: () => client.isCollecting || talk.isUnderWay || talk.status !== "I",
    isEstablished: () => talk.isEstablished || talk.isBlind,
    closed: () => talk.end(),
  };
}
