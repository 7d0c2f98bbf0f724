/** A message as it is kept and pushed. */
export interface Message {
  /** Its number in its channel, from 1. */
  readonly seq: number;
  readonly channel: string;
  /** Who publishes it gives it; the same id is the same message. */
  readonly id: string;
  readonly body: string;
  /** When it was published, ISO 8601. */
  readonly at: string;
  /** Which memory of the broker the number is from; another one may count anew. */
  readonly epoch: string;
}

/** Reads a message; undefined when the text is none. */
export function readMessage(text: string): Message | undefined {
  try {
    const value = JSON.parse(text) as Partial<Message> | null;
    const isMessage =
      typeof value?.seq === "number" && typeof value.channel === "string" && typeof value.id === "string";
    return isMessage && typeof value.body === "string" ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
