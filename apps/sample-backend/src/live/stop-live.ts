import type { Live } from "./live.ts";

/** The shares of the grace period that clients may take to go, and that messages may still wait for Redis. */
const FOR_CLIENTS = 0.25;
const FOR_MESSAGES = 0.25;

/** Turns everybody away, tells clients to look for another instance, gives Redis what still waits if it takes it, and lets go of it. Ends in time also when Redis is gone. */
export async function stopLive(live: Live, serving: AsyncDisposable): Promise<void> {
  const { parts, config, log, stopping, degradation, outbox, commands, subscriptions } = live;
  log.info("live stopping");
  live.isStopping = true;
  degradation[Symbol.dispose]();
  const closed = serving[Symbol.asyncDispose]();
  if (commands.client && outbox.entries.size > 0) await parts.emptyOutbox(live, config.graceMs * FOR_MESSAGES);
  stopping.abort();
  await parts.closeSockets(live, config.graceMs * FOR_CLIENTS);
  await Promise.all([closed, parts.closeLine(live, commands), parts.closeLine(live, subscriptions)]);
  const left = outbox.entries.size;
  if (left > 0) log.warn({ left }, "messages that only local sockets have had are lost for all others");
  log.info("live stopped");
}
