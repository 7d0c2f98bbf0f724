// The sample backend as somebody runs it who has a database: plain processes, on a Postgres that is there already
// (CHAOS_POSTGRES_URL). What is mapped where is the sample backend's own, in apps/sample-backend/chaos.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bindCapability, childProcess, defineTarget } from "@chaos-packs/contract/target";
import { http } from "@chaos-packs/http";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";
import { arrangements, CUTTER_MODE } from "../../apps/sample-backend/dist/chaos/arrangements.js";
import { moments } from "../../apps/sample-backend/dist/chaos/moments.js";
import { observations } from "../../apps/sample-backend/dist/chaos/observations.js";
import { operations } from "../../apps/sample-backend/dist/chaos/operations.js";

const cwd = fileURLToPath(new URL("../../apps/sample-backend/", import.meta.url));

/** ms unless the name says otherwise. */
const traits = {
  redeliveryMs: 800,
  leaseMs: 400,
  heartbeatMs: 90,
  statusWithinMs: 300,
  eventWithinMs: 150,
  upstreamTimeoutMs: 1_600,
  cutterTimeoutMs: 1_200,
  chunkAttempts: 4,
  cutAttempts: 2,
  graceMs: 1_500,
  recoverySlackMs: 5_000,
  memoryGrowth: 0.1,
};

const upstream = (name) =>
  http({
    service: {
      name,
      run: { command: ["node", `dist/src/upstreams/${name}.js`], cwd },
      ready: { output: /^ready/ },
      env: ({ port }) => ({ PORT: String(port) }),
    },
    reset: { method: "POST", path: "/reset" },
  });

const dependencies = {
  // Each lane gets a database of its own there, cloned from a template; both are dropped at the end.
  postgres: postgres({ schema: join(cwd, "schema.sql") }),
  redis: redis(),
  store: upstream("object-store"),
  ocr: upstream("ocr"),
  transcription: upstream("transcription"),
};

const env = ({ url, port, directory }) => ({
  DATABASE_URL: url.postgres,
  REDIS_URL: url.redis,
  STORE_URL: url.store,
  OCR_URL: url.ocr,
  TRANSCRIPTION_URL: url.transcription,
  PORT: String(port),
  TMP_DIR: directory,
  CUTTER: JSON.stringify([
    "node",
    join(cwd, "chaos/cutter.js"),
    join(directory, CUTTER_MODE),
    join(cwd, "dist/src/cutter.js"),
  ]),
  LEASE_MS: String(traits.leaseMs),
  HEARTBEAT_MS: String(traits.heartbeatMs),
  POLL_MS: "20",
  UPSTREAM_TIMEOUT_MS: String(traits.upstreamTimeoutMs),
  CUTTER_TIMEOUT_MS: String(traits.cutterTimeoutMs),
  CHUNK_ATTEMPTS: String(traits.chunkAttempts),
  CUT_ATTEMPTS: String(traits.cutAttempts),
  GRACE_MS: String(traits.graceMs),
});
const connections = { redis: 1, store: 4, ocr: 4, transcription: 4 };

/** The sample backend, as child processes. */
export const plainProcesses = defineTarget({
  name: "plain-processes",
  dependencies,
  roles: {
    api: childProcess({
      command: ["node", "dist/src/roles/api.js"],
      cwd,
      ready: { path: "/healthz" },
      env,
      connections: { ...connections, postgres: 5 },
    }),
    worker: childProcess({
      command: ["node", "dist/src/roles/worker.js"],
      cwd,
      replicas: 2,
      ready: { output: /"worker ready"/ },
      graceMs: traits.graceMs,
      env,
      connections: { ...connections, postgres: 4 },
    }),
  },
  capabilities: [
    bindCapability(jobs, dependencies, {
      operations,
      observations,
      arrangements,
      traits,
      moments,
    }),
  ],
});
