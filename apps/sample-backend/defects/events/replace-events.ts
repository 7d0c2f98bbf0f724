import { Events } from "../../src/events/events.ts";
import type { Log } from "../../src/log.ts";
import type { Services } from "../../src/services.ts";

/** The services with other events: how long a publish may take, ms, and what is told when one fails. */
export function replaceEvents(
  services: Services,
  { timeoutMs = 250, failed }: { timeoutMs?: number; failed?: (why: string) => void },
): Services {
  services.events[Symbol.dispose]();
  const { config, log } = services;
  const told: Log = failed
    ? Object.assign(Object.create(log), { warn: ({ error }: { error: string }) => failed(error) })
    : log;
  return { ...services, events: new Events({ url: config.redisUrl, timeoutMs, log: told }) };
}
