import type { Live } from "../live.ts";
import { MODE_CHANNEL } from "../sockets/tell-mode.ts";
import type { NewMessage } from "./outbox.ts";

/** Redis has passed a message on to nobody: counted, and told in the log. Who is on the channel gets it from the history. */
export function noteUnheard({ counts, log }: Live, { channel, id }: NewMessage, seq: number): void {
  if (channel === MODE_CHANNEL) return;
  counts.unheard += 1;
  log.warn({ channel, id, seq }, `nobody is subscribed to ${channel}: a message reached nobody`);
}
