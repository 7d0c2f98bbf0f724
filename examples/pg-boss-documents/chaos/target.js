// What the service is made of, where its requests and its jobs are seen on the wire, and what it promises.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bindCapability, defineTarget, workerThread } from "@chaos-packs/contract/target";
import { http, httpRequest } from "@chaos-packs/http";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { postgres, statement } from "@chaos-packs/postgres";
import PgBoss from "pg-boss";
import { QUEUE } from "../src/queue.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));

/** As the service is set up here: as short as pg-boss allows, so that the scenarios are. */
const settings = {
  OCR_TIMEOUT_MS: 2_500,
  RETRY_LIMIT: 2,
  RETRY_DELAY_SECONDS: 1,
  EXPIRE_IN_SECONDS: 1,
  MAINTENANCE_INTERVAL_SECONDS: 1,
  POLLING_INTERVAL_SECONDS: 0.5,
};
const SECOND = 1_000;

/** A database in which the service has run before: where it is empty its programs make the queue at once, and can deadlock. */
const schema = [
  readFileSync(`${cwd}schema.sql`, "utf8"),
  PgBoss.getConstructionPlans("pgboss"),
  `select pgboss.create_queue('${QUEUE}', '${JSON.stringify({
    policy: "standard",
    retryLimit: settings.RETRY_LIMIT,
    retryDelay: settings.RETRY_DELAY_SECONDS,
    retryBackoff: true,
    expireInSeconds: settings.EXPIRE_IN_SECONDS,
  })}');`,
].join("\n");

const dependencies = {
  postgres: postgres({ schema }),
  ocr: http({
    service: {
      name: "ocr",
      run: { command: ["node", "ocr/server.js"], cwd },
      ready: { output: /listening on port/ },
      env: ({ port }) => ({ PORT: String(port) }),
    },
  }),
};

const role = (file, more) =>
  workerThread({
    entry: new URL(`../${file}`, import.meta.url),
    env: ({ url, port }) => ({
      DATABASE_URL: url.postgres,
      OCR_URL: url.ocr,
      PORT: String(port),
      STOP_TIMEOUT_MS: "1000",
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
    }),
    ...more,
  });

const STATUS = { queued: "pending", processing: "working", done: "done", failed: "failed" };
const aboutDocument = ({ job }) => ({ role: "api", method: "GET", path: `/documents/${job}` });
const itemOf = ({ page, text }) => ({ name: `page ${page}`, value: text, chunk: page, page });

/** pg-boss knows a job by an id of its own; its data tell the document. */
const fetched = ({ rows: [row] }) => {
  const data = row?.[2];
  return data === undefined ? undefined : { job: (typeof data === "string" ? JSON.parse(data) : data).document };
};
const documentMarked =
  (status) =>
  ({ sql, parameters: [id] }) =>
    sql.includes(`'${status}'`) ? { job: String(id) } : undefined;

const documents = ({ name, worker }) =>
  defineTarget({
    name,
    dependencies,
    roles: {
      api: role("src/api.js", { ready: { output: /listening on port/ } }),
      worker: role(worker, { ready: { output: /worker ready/ }, replicas: 2 }),
    },
    capabilities: [
      bindCapability(jobs, dependencies, {
        operations: {
          submit: ({ chunks = 1 }) => ({
            request: {
              role: "api",
              method: "POST",
              path: "/documents",
              body: { pages: Array.from({ length: chunks }, (_, index) => `scan-${index + 1}.png`) },
            },
            answer: ({ id }) => ({ job: id }),
          }),
          status: (about) => ({
            request: aboutDocument(about),
            answer: ({ id, status, error }) => ({ job: id, status: STATUS[status], error }),
          }),
          result: ({ job }) => ({
            request: { role: "api", method: "GET", path: `/documents/${job}/text` },
            answer: ({ pages }, status) => (status === 409 ? { items: [] } : { items: pages.map(itemOf) }),
          }),
          retry: ({ job }) => ({
            request: { role: "api", method: "POST", path: `/documents/${job}/retry` },
            answer: (_body, status) => ({ retried: status === 409 ? 0 : 1 }),
          }),
        },
        observations: {
          items: async ({ postgres }, { job }) => ({
            items: (
              await postgres.query("select page, text from page_texts where document_id = $1 order by page", [job])
            ).map(itemOf),
          }),
        },
        traits: {
          leaseMs: settings.EXPIRE_IN_SECONDS * SECOND,
          // Maintenance runs once in its interval, on whichever process asks first; then the retry waits for its delay and a poll.
          redeliveryMs:
            (settings.EXPIRE_IN_SECONDS +
              2 * settings.MAINTENANCE_INTERVAL_SECONDS +
              2 * settings.RETRY_DELAY_SECONDS +
              settings.POLLING_INTERVAL_SECONDS) *
            SECOND,
          redeliveries: settings.RETRY_LIMIT,
          upstreamTimeoutMs: settings.OCR_TIMEOUT_MS,
          chunkAttempts: settings.RETRY_LIMIT + 1,
        },
        moments: {
          "work is claimed": statement(/^with next as \(/, fetched, { edges: ["after"] }),
          "work starts": httpRequest("ocr", "POST", "/recognize", ({ body: { document, page } }) => ({
            job: document,
            chunk: page,
          })),
          "result is stored": statement(/^insert into page_texts/, ({ parameters: [document, page] }) => ({
            job: String(document),
            chunk: Number(page),
          })),
          "work completes": statement(/^update documents set status = /, documentMarked("done")),
          "work fails": statement(/^update documents set status = /, documentMarked("failed")),
        },
      }),
    ],
  });

/** The service as it is. */
export const target = documents({ name: "pg-boss-documents", worker: "src/worker.js" });
/** The service with the worker that FINDINGS.md asks for. */
export const repaired = documents({ name: "pg-boss-documents, repaired", worker: "repaired/worker.js" });
