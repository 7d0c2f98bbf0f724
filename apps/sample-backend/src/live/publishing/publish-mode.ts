import type { Live } from "../live.ts";
import type { NewMessage } from "./outbox.ts";

/** Publishes a change of the mode as an event, once: while Redis is away it waits like any other message. */
export function publishMode(live: Live, event: NewMessage): void {
  live.parts.publishMessage(live, event).catch((error: Error) => {
    live.log.warn({ error: error.message }, "a change of the mode was not published");
  });
}
