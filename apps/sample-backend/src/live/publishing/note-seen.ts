import type { Message } from "../feeds/message.ts";
import type { Live } from "../live.ts";
import { entryKey } from "./outbox.ts";

/** A message that was pushed may be one whose answer is still awaited, or was lost: then it needs no local sockets any more. */
export function noteSeen({ outbox }: Live, message: Message): void {
  const entry = outbox.entries.get(entryKey(message));
  if (entry) entry.seenAs = message.seq;
}
