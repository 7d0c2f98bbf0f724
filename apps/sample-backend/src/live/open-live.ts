import { openDegradation } from "../degradation/degradation.ts";
import { type Log, openLog } from "../log.ts";
import { noCounts } from "./counts.ts";
import type { Live } from "./live.ts";
import type { LiveConfig } from "./live-config.ts";
import type { LiveParts } from "./live-parts.ts";
import { newOutbox } from "./publishing/outbox.ts";
import { newLine } from "./redis/line.ts";
import { newSubscribing } from "./redis/subscribing.ts";

/** Opens what a role of the live side works with, and dials once. Redis need not be there yet. */
export async function openLive(
  role: string,
  config: LiveConfig,
  parts: LiveParts,
  log: Log = openLog(role, config.logLevel),
): Promise<Live> {
  const { failureThreshold: threshold, recoveryMs } = config;
  const rule = { isCritical: true, threshold, recoveryMs };
  const live: Live = {
    role,
    config,
    log,
    parts,
    commands: newLine("commands"),
    subscriptions: newLine("subscriptions"),
    subscribing: newSubscribing(),
    feeds: new Map(),
    sockets: new Set(),
    outbox: newOutbox(),
    publishing: parts.openPublishing(config, parts),
    reading: parts.openReading(config),
    degradation: openDegradation(
      { publishing: rule, subscriptions: rule, sockets: rule },
      { carried: ["publishing", "subscriptions"], parts, tell: (change) => parts.tellMode(live, change) },
    ),
    counts: noCounts(),
    isStopping: false,
    stopping: new AbortController(),
  };
  await Promise.all([parts.raiseLine(live, live.commands), parts.raiseLine(live, live.subscriptions)]);
  if (config.journal !== undefined) parts.openJournal(live, config.journal);
  void parts.beatWhile(live);
  void parts.keepAliveWhile(live);
  return live;
}
