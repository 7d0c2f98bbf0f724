import { isoNow } from "../../clock.ts";
import type { ModeChange } from "../../degradation/degradation.ts";
import { randomId } from "../../random.ts";
import type { Live } from "../live.ts";

/** The channel on which changes of the mode are published. */
export const MODE_CHANNEL = "service:mode";

/** Tells a change of the mode: to the log, to every socket, and once to everybody as an event. */
export function tellMode(live: Live, { mode, was, failed }: ModeChange): void {
  const { parts, log, sockets, role } = live;
  log.warn({ mode, was, failed }, "the mode has changed");
  const text = JSON.stringify({ type: "mode", mode, failed });
  for (const socket of sockets) parts.sendTo(live, socket, { type: "mode", mode, failed }, text);
  parts.publishMode(live, {
    channel: MODE_CHANNEL,
    id: randomId(),
    body: JSON.stringify({ role, mode, was, failed }),
    at: isoNow(),
  });
}
