import type { Mode } from "../../degradation/mode-of.ts";
import type { Live } from "../live.ts";

/** How the role is, from what it knows: who asks must not have to wait for what may be broken. */
export interface LiveHealth {
  readonly mode: Mode;
  readonly services: Readonly<Record<string, "healthy" | "failed">>;
  /** WebSockets and event streams that are open. */
  readonly sockets: number;
  /** Messages so far that Redis passed on to nobody. */
  readonly unheard: number;
  /** Messages that wait for Redis. */
  readonly waiting: number;
  readonly counts: Readonly<Record<string, number>>;
}

export function readHealth({ degradation, sockets, counts, outbox }: Live): LiveHealth {
  const services = Object.entries(degradation.services).map(([name, { hasFailed }]) => [
    name,
    hasFailed ? "failed" : "healthy",
  ]);
  return {
    mode: degradation.mode,
    services: Object.fromEntries(services),
    sockets: [...sockets].filter(({ over }) => over !== "journal").length,
    unheard: counts.unheard,
    waiting: outbox.entries.size,
    counts: { ...counts },
  };
}
