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
  /** The number from which its epoch went on; absent: 0. */
  readonly floor?: number;
}

/** Reads a message; undefined when the text is none. */
export function readMessage(text: string): Message | undefined {
  try {
    const value = JSON.parse(text) as Partial<Message> | null;
    return value && isMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isMessage = (value: Partial<Message>): value is Message =>
  isNumber(value.seq, 1) &&
  isNumber(value.floor ?? 0, 0) &&
  [value.channel, value.id, value.body, value.epoch].every((each) => typeof each === "string");

const isNumber = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && Number(value) >= least;
