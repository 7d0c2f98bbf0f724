import { setTimeout as sleep } from "node:timers/promises";
import { traits } from "../../apps/sample-backend/dist/chaos/live/traits.js";
import { startProcess } from "../../packages/proxy/bench/processes/process.ts";
import { rounded } from "../../packages/proxy/bench/quantile.ts";
import type { CrowdSkills } from "../processes/crowd.ts";
import { sharedNow } from "../shared-clock.ts";
import type { LiveRole } from "./open-live-role.ts";
import { startPublishing } from "./start-publishing.ts";

/** Many WebSockets on one role through an outage of Redis, and what they cost it. */
export interface Crowd {
  readonly clients: number;
  readonly dropped: number;
  /** Of the dropped, those that the service itself has given up. */
  readonly cutOff: number;
  readonly toldOfOutage: number;
  readonly toldOfRecovery: number;
  /** Clients to which a message came through Redis after the heal, and how long after it to the first and to the last of them. */
  readonly delivered: number;
  readonly deliveredFirstMs: number;
  readonly deliveredLastMs: number;
  /** Resident memory of the role's process after a collection of garbage, bytes of 1,048,576: without a client, and with all. */
  readonly rssMbEmpty: number;
  readonly rssMbFull: number;
  /** The difference for each client, bytes of 1,024, and that of V8's heap alone. */
  readonly rssKbEach: number;
  readonly heapKbEach: number;
  /** Of a core, what the role needs while it only shows all its clients that it lives, with so long a pause between. */
  readonly idleCpuShare: number;
  readonly alivePauseMs: number;
  readonly goals: { readonly dropped: number; readonly toldOfOutage: number; readonly delivered: number };
}

const CHANNEL = "crowd";
const PUBLISHED_EVERY_MS = 100;
const IDLE_MS = 1_500;
const OUTAGE_MS = 1_000;
const PATIENCE_MS = 10_000;

/** Lets many clients in, breaks the way to Redis, heals it, and counts who is still there and has heard what. */
export async function measureCrowd(live: LiveRole, { clients = 1_000 } = {}): Promise<Crowd> {
  await using crowd = startProcess<CrowdSkills>(new URL("../processes/crowd.ts", import.meta.url));
  const empty = await idle(live);
  await crowd.ask("open", live.url, CHANNEL, clients);
  const full = await idle(live);
  await using _publishing = startPublishing(live.url, CHANNEL, PUBLISHED_EVERY_MS);
  await crowd.ask("untilDelivered", PATIENCE_MS);

  const { cutOff } = (await live.health()).counts;
  const fault = await live.breakLink();
  await sleep(OUTAGE_MS);
  await crowd.ask("untilToldOfOutage", PATIENCE_MS);
  await crowd.ask("forgetDeliveries");
  await fault[Symbol.asyncDispose]();
  const healed = sharedNow();
  await crowd.ask("untilDelivered", PATIENCE_MS);
  await crowd.ask("untilToldOfRecovery", PATIENCE_MS);
  const { open, toldOfOutage, toldOfRecovery, deliveredAt } = await crowd.ask("counts");
  const waited = deliveredAt.map((at) => at - healed);
  const each = (of: "rss" | "heap"): number => rounded((full[of] - empty[of]) / 1_024 / clients, 1);
  return {
    clients,
    dropped: clients - open,
    cutOff: ((await live.health()).counts["cutOff"] ?? 0) - (cutOff ?? 0),
    toldOfOutage,
    toldOfRecovery,
    delivered: waited.length,
    deliveredFirstMs: rounded(Math.min(...waited), 1),
    deliveredLastMs: rounded(Math.max(...waited), 1),
    rssMbEmpty: rounded(empty.rss / 1_024 ** 2, 1),
    rssMbFull: rounded(full.rss / 1_024 ** 2, 1),
    rssKbEach: each("rss"),
    heapKbEach: each("heap"),
    idleCpuShare: rounded(full.cpuShare),
    alivePauseMs: traits.keepAliveMs / 2,
    goals: { dropped: 0, toldOfOutage: clients, delivered: clients },
  };
}

/** What the role needs while nothing is published. */
async function idle({ process }: LiveRole): Promise<{ rss: number; heap: number; cpuShare: number }> {
  const before = await process.ask("cpuSeconds");
  await sleep(IDLE_MS);
  const cpuShare = ((await process.ask("cpuSeconds")) - before) / (IDLE_MS / 1_000);
  return { ...(await process.ask("memory")), cpuShare };
}
