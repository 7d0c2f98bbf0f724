import { fileURLToPath } from "node:url";
import {
  bindCapability,
  defineTarget,
  type EnvironmentAt,
  type Target,
  workerThread,
} from "@chaos-packs/contract/target";
import { queries } from "@chaos-packs/pack-db-pool";
import { broadcast } from "@chaos-packs/pack-pubsub";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { arrangements, CUTTER_MODE } from "./arrangements.ts";
import { dependencies } from "./dependencies.ts";
import { ledgerRole } from "./ledger/ledger-role.ts";
import { moments as ledgerMoments } from "./ledger/moments.ts";
import { observations as ledgerObservations } from "./ledger/observations.ts";
import { operations as ledgerOperations } from "./ledger/operations.ts";
import { traits as ledgerTraits } from "./ledger/traits.ts";
import { liveRoles } from "./live/live-roles.ts";
import { moments as liveMoments } from "./live/moments.ts";
import { observations as liveObservations } from "./live/observations.ts";
import { operations as liveOperations } from "./live/operations.ts";
import { traits as liveTraits } from "./live/traits.ts";
import type { LoadedDefect } from "./load-defects.ts";
import { moments } from "./moments.ts";
import { observations } from "./observations.ts";
import { operations } from "./operations.ts";

/** What the service promises; ms unless the name says otherwise. Leases are short, so that scenarios are. */
const traits = {
  redeliveryMs: 500,
  leaseMs: 250,
  heartbeatMs: 60,
  statusWithinMs: 250,
  eventWithinMs: 100,
  upstreamTimeoutMs: 1_100,
  cutterTimeoutMs: 1_000,
  chunkAttempts: 4,
  cutAttempts: 2,
  graceMs: 1_000,
  recoverySlackMs: 5_000,
  memoryGrowth: 0.1,
};

const moduleAt = (path: string): URL => new URL(path, import.meta.url);

/** The sample backend, sound or with one of its defects. */
export function sampleBackend({ defect }: { defect?: Pick<LoadedDefect, "name" | "domain"> } = {}): Target {
  const ofJobs = defect?.domain === "jobs" ? defect.name : undefined;
  const ofLedger = defect?.domain === "ledger" ? defect.name : undefined;
  const ofLive = defect?.domain === "live" ? defect.name : undefined;
  const entryOf = (role: string): URL =>
    moduleAt(ofJobs === undefined ? `../src/roles/${role}.js` : "../../defects/run-role.js");
  const envOf =
    (role: string) =>
    ({ url, port, directory }: EnvironmentAt<keyof typeof dependencies>): Record<string, string> => ({
      ...(ofJobs !== undefined && { DEFECT: ofJobs, ROLE: role }),
      DATABASE_URL: url.postgres,
      REDIS_URL: url.redis,
      STORE_URL: url.store,
      OCR_URL: url.ocr,
      TRANSCRIPTION_URL: url.transcription,
      PORT: String(port),
      TMP_DIR: directory,
      CUTTER: JSON.stringify([
        process.execPath,
        fileURLToPath(moduleAt("../../chaos/cutter.js")),
        `${directory}/${CUTTER_MODE}`,
        fileURLToPath(moduleAt("../src/cutter.js")),
      ]),
      LEASE_MS: String(traits.leaseMs),
      HEARTBEAT_MS: String(traits.heartbeatMs),
      POLL_MS: "20",
      UPSTREAM_TIMEOUT_MS: String(traits.upstreamTimeoutMs),
      CUTTER_TIMEOUT_MS: String(traits.cutterTimeoutMs),
      CHUNK_ATTEMPTS: String(traits.chunkAttempts),
      CUT_ATTEMPTS: String(traits.cutAttempts),
      GRACE_MS: String(traits.graceMs),
      LOG_LEVEL: "info",
    });
  return defineTarget(dependencies, {
    name: defect === undefined ? "sample-backend" : `sample-backend with ${defect.name}`,
    source: { folder: moduleAt("../../"), check: ["tsc", "-p", "tsconfig.edited.json"] },
    roles: {
      api: workerThread({
        entry: entryOf("api"),
        ready: { path: "/healthz" },
        env: envOf("api"),
        connections: { postgres: 5, redis: 1, store: 4, ocr: 4, transcription: 4 },
      }),
      worker: workerThread({
        entry: entryOf("worker"),
        replicas: 2,
        ready: { output: /"worker ready"/ },
        env: envOf("worker"),
        graceMs: traits.graceMs,
        connections: { postgres: 4, redis: 1, store: 4, ocr: 4, transcription: 4 },
      }),
      ledger: ledgerRole(ofLedger),
      ...liveRoles(ofLive),
    },
    capabilities: [
      bindCapability(jobs, dependencies, {
        roles: ["api", "worker"],
        operations,
        observations,
        arrangements,
        traits,
        moments,
      }),
      bindCapability(queries, dependencies, {
        roles: ["ledger"],
        operations: ledgerOperations,
        observations: ledgerObservations,
        arrangements: {},
        traits: ledgerTraits,
        moments: ledgerMoments,
      }),
      bindCapability(broadcast, dependencies, {
        roles: ["live", "subscriber"],
        operations: liveOperations,
        observations: liveObservations,
        arrangements: {},
        traits: liveTraits,
        moments: liveMoments,
      }),
    ],
  });
}
