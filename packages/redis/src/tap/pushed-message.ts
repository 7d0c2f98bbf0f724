/** A published message on its way to a subscriber, as patterns and rules see it. */
export interface PushedMessage {
  /** How the subscriber asked for it: by channel, by pattern, or by shard channel. */
  readonly pushed: "message" | "pmessage" | "smessage";
  /** The channel that it was published to. */
  readonly channel: string;
  /** The pattern by which the subscriber gets it. */
  readonly pattern?: string;
  readonly payload: string;
  /** The replica that it is pushed to. */
  readonly to: { readonly role: string; readonly index: number };
}

/** Whether what a link shows is a pushed message (and no command). */
export const isPushed = (message: unknown): message is PushedMessage =>
  typeof message === "object" && message !== null && "pushed" in message;
