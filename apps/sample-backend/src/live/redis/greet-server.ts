import type { Redis } from "ioredis";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";

/** Makes sure that who answers is a Redis that works, and on the line for subscriptions asks for all that is wanted. */
export async function greetServer(live: Live, { name }: Line, client: Redis): Promise<void> {
  const { parts, subscribing } = live;
  if (name === "commands") {
    await client.ping();
    return;
  }
  subscribing.confirmed.clear();
  parts.listenForPushes(live, client);
  await parts.subscribeTo(live, client, parts.topicsToRenew(live));
}
