import type { Json } from "./json.ts";

/** One message of a stream as it stands on the wire. */
export interface StreamMessage<D = Json> {
  /** Decoded; text when it is not JSON. */
  readonly data: D;
  /** Of server-sent events: the last `id` that was given, on this connection. */
  readonly id?: string;
  /** Of server-sent events: the type of the event; absent for one without. */
  readonly event?: string;
}

/** How a target serves an operation that stays open: a WebSocket or server-sent events at a path of a role. */
export interface StreamRequest<O = unknown, S = never> {
  readonly role: string;
  /** Which replica; default the first. */
  readonly index?: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly over: "websocket" | "server-sent events";
  /** Said as soon as a WebSocket is accepted (a subscription). */
  readonly send?: readonly Json[];
  /** The message by which the stream stands (`{ type: "subscribed" }`); absent: it stands as soon as it is accepted. */
  isOpen?(message: StreamMessage<never>): boolean;
  /** What a client gets of a message; undefined for what is not meant for it (heartbeats, the message by which it stands). */
  read(message: StreamMessage<never>): O | undefined;
  /** What a wish of the client becomes on a WebSocket's wire: text as it is, all else as JSON. Absent: the wish itself. */
  write?(wish: S): Json;
}
