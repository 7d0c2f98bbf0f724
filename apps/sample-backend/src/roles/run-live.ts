import { serve } from "../http/serve.ts";
import { createLiveListener } from "../live/http/create-live-listener.ts";
import { createUpgrade } from "../live/http/create-upgrade.ts";
import { readLiveConfig } from "../live/live-config.ts";
import type { LiveParts } from "../live/live-parts.ts";

/** The share of the grace period that running requests may take to end. */
const PATIENCE = 0.5;

/** Starts a role of the live side, which runs until SIGTERM: one for clients, or one that listens for itself and keeps a journal. */
export async function runLive(role: "live" | "subscriber", parts: LiveParts): Promise<void> {
  const config = readLiveConfig(process.env);
  const live = await parts.openLive(role, config, parts);
  const serving = await serve(createLiveListener(live), config.port, config.graceMs * PATIENCE, createUpgrade(live));
  process.once("SIGTERM", () => void parts.stopLive(live, serving));
  live.log.info({ port: serving.port }, `${role} ready`);
}
