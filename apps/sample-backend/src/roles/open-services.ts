import type { Config } from "../config.ts";
import { Database } from "../database/database.ts";
import { Events } from "../events/events.ts";
import { openLog } from "../log.ts";
import type { Parts } from "../parts.ts";
import { randomId } from "../random.ts";
import type { Services } from "../services.ts";
import { ObjectStore } from "../store/object-store.ts";
import { Upstreams } from "../upstreams/upstreams.ts";

/** Opens what a role works with. Nothing needs to be there yet: each connects when it can. */
export function openServices(role: string, config: Config, parts: Parts): Services {
  const log = openLog(role, config.logLevel);
  return {
    config,
    log,
    parts,
    owner: randomId(),
    database: new Database({
      url: config.databaseUrl,
      connections: role === "api" ? 5 : 4,
      connectTimeoutMs: 1_000,
      queryTimeoutMs: Math.min(5_000, Math.max(500, config.leaseMs * 2)),
      idleInTransactionMs: config.leaseMs,
      log,
    }),
    store: new ObjectStore({ url: config.storeUrl, timeoutMs: config.upstreamTimeoutMs }),
    upstreams: new Upstreams({
      ocrUrl: config.ocrUrl,
      transcriptionUrl: config.transcriptionUrl,
      timeoutMs: config.upstreamTimeoutMs,
    }),
    events: new Events({ url: config.redisUrl, timeoutMs: 250, log }),
  };
}
