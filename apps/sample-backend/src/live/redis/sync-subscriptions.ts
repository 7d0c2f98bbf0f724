import type { Live } from "../live.ts";
import { keyOf, topicOf } from "./subscribing.ts";

/** Brings what Redis has confirmed to what is wanted, one change after the other, so that of racing wishes the last one counts. */
export async function syncSubscriptions(live: Live): Promise<void> {
  const { parts, config, subscribing, subscriptions: line } = live;
  if (subscribing.isSyncing) return;
  subscribing.isSyncing = true;
  for (let { client } = line; client; client = line.client) {
    const on = client;
    const missing = [...subscribing.wanted.values()].filter((topic) => !subscribing.confirmed.has(keyOf(topic)));
    const surplus = [...subscribing.confirmed].filter((key) => !subscribing.wanted.has(key)).map(topicOf);
    if (missing.length === 0 && surplus.length === 0) break;
    await parts
      .within(config.commandTimeoutMs, async () => {
        await parts.unsubscribeFrom(live, on, surplus);
        await parts.subscribeTo(live, on, missing);
      })
      .catch((error: Error) => parts.loseLine(live, line, on, error));
  }
  subscribing.isSyncing = false;
}
