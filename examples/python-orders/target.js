// The service in ./orders, as the harness runs it: its programs, its promises, and how its clients speak to it.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bindCapability, childProcess, defineTarget } from "@chaos-packs/contract/target";
import { http } from "@chaos-packs/http";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { moments } from "./moments.js";
import { arrangements, CUTTER_MODE, itemOf, observations } from "./observations.js";

const cwd = fileURLToPath(new URL(".", import.meta.url));

/** What the service promises; ms unless the name says otherwise. Leases are short, so that scenarios are. */
const traits = {
  redeliveryMs: 1_500,
  leaseMs: 750,
  heartbeatMs: 100,
  statusWithinMs: 400,
  eventWithinMs: 250,
  upstreamTimeoutMs: 3_000,
  cutterTimeoutMs: 2_000,
  chunkAttempts: 4,
  cutAttempts: 2,
  graceMs: 2_000,
  recoverySlackMs: 5_000,
  memoryGrowth: 0.1,
};

const program = (name, { reset, ...env } = {}) =>
  http({
    service: {
      name,
      run: { command: ["python3", "-m", name], cwd },
      ready: { path: "/healthz" },
      env: ({ port }) => ({ PORT: String(port), ...env }),
    },
    ...(reset && { reset: { method: "POST", path: reset } }),
  });

const dependencies = {
  scheduler: program("orders.scheduler", {
    reset: "/console/reset",
    DATABASE: ":memory:",
    LEASE_MS: String(traits.leaseMs),
    CONSOLE: "1",
  }),
  store: program("services.store", { reset: "/reset" }),
  reader: program("services.reader"),
  events: program("services.webhook", { reset: "/reset" }),
};

const env = ({ url, port, directory }) => ({
  SCHEDULER_URL: url.scheduler,
  STORE_URL: url.store,
  READER_URL: url.reader,
  EVENTS_URL: url.events,
  PORT: String(port),
  LEASE_MS: String(traits.leaseMs),
  HEARTBEAT_MS: String(traits.heartbeatMs),
  POLL_MS: "40",
  SCHEDULER_TIMEOUT_MS: "600",
  STORE_TIMEOUT_MS: "1000",
  READER_TIMEOUT_MS: String(traits.upstreamTimeoutMs),
  CUTTER_TIMEOUT_MS: String(traits.cutterTimeoutMs),
  CHUNK_ATTEMPTS: String(traits.chunkAttempts),
  CUT_ATTEMPTS: String(traits.cutAttempts),
  GRACE_MS: String(traits.graceMs),
  FOLDER: join(directory, "work"),
  CUTTER: JSON.stringify(["python3", join(cwd, "chaos", "cutter.py"), join(directory, CUTTER_MODE)]),
});

const aboutJob = (job) => ({ role: "api", method: "GET", path: `/jobs/${job}` });
const takesOn = ({ autoRecover: auto_recover, busyMs: busy_ms, ...rest }) => ({
  role: "api",
  method: "POST",
  path: "/jobs",
  body: { ...rest, auto_recover, busy_ms },
});
const WORKING = ["cutting", "processing", "merging"];
const withStatus = (body) => ({ ...body, status: WORKING.includes(body.status) ? "working" : body.status });

/** The service, sound or with one of its defects. */
export const orders = ({ defect } = {}) =>
  defineTarget({
    name: defect ? `python-orders with ${defect}` : "python-orders",
    dependencies,
    source: { folder: new URL(".", import.meta.url), check: ["python3", "-m", "py_compile", "{files}"] },
    roles: {
      api: childProcess({
        command: ["python3", "-m", "orders.api"],
        cwd,
        ready: { path: "/healthz" },
        env,
        connections: { scheduler: 4, store: 4, reader: 0, events: 1 },
      }),
      worker: childProcess({
        command: ["python3", "-m", defect ? "defects.run" : "orders.worker"],
        cwd,
        replicas: 2,
        ready: { output: /worker ready$/ },
        graceMs: traits.graceMs,
        env: (at) => ({ ...env(at), ...(defect && { DEFECT: defect }) }),
        connections: { scheduler: 4, store: 4, reader: 4, events: 1 },
      }),
    },
    capabilities: [
      bindCapability(jobs, dependencies, {
        operations: {
          submit: takesOn,
          submitComputing: takesOn,
          status: ({ job }) => ({ request: aboutJob(job), answer: withStatus }),
          chunks: ({ job }) => ({ request: aboutJob(job), answer: withStatus }),
          retry: ({ job }) => ({ role: "api", method: "POST", path: `/jobs/${job}/retry` }),
          recover: ({ job }) => ({ role: "api", method: "POST", path: `/jobs/${job}/recover` }),
          result: ({ job }) => ({
            request: { role: "api", method: "GET", path: `/jobs/${job}/result` },
            answer: ({ boxes }) => ({ items: boxes.map(itemOf) }),
          }),
          orphans: () => ({
            request: { role: "api", method: "GET", path: "/orphans" },
            answer: (found) => ({
              rowsWithoutObject: found.rows_without_object,
              objectsWithoutRow: found.objects_without_row,
              chunksWithoutDocument: found.chunks_without_document,
            }),
          }),
        },
        observations,
        arrangements,
        traits,
        moments,
      }),
    ],
  });

export const target = orders();
