// What the service is made of, where its requests and its jobs are seen on the wire, and what it promises.
import { fileURLToPath } from "node:url";
import { bindCapability, defineTarget, workerThread } from "@chaos-packs/contract/target";
import { http, httpRequest } from "@chaos-packs/http";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { postgres, statement } from "@chaos-packs/postgres";
import { redis, script } from "@chaos-packs/redis";

const cwd = fileURLToPath(new URL("..", import.meta.url));

/** As the service is set up here: short, so that the scenarios are. */
const settings = {
  OCR_TIMEOUT_MS: 2_500,
  JOB_ATTEMPTS: 3,
  JOB_BACKOFF_MS: 100,
  LOCK_DURATION_MS: 600,
  STALLED_INTERVAL_MS: 300,
  MAX_STALLED_COUNT: 1,
};
/** What the repaired worker is set up with beside it. */
const settingsOfRepaired = { ...settings, MAX_STALLED_COUNT: 3, STOP_TIMEOUT_MS: 1_000, SWEEP_INTERVAL_MS: 300 };

const dependencies = {
  postgres: postgres({ schema: `${cwd}schema.sql` }),
  redis: redis(),
  ocr: http({
    service: {
      name: "ocr",
      run: { command: ["node", "ocr/server.js"], cwd },
      ready: { output: /listening on port/ },
      env: ({ port }) => ({ PORT: String(port) }),
    },
  }),
};

const role = (file, settings, more) =>
  workerThread({
    entry: new URL(`../${file}`, import.meta.url),
    env: ({ url, port }) => ({
      DATABASE_URL: url.postgres,
      REDIS_URL: url.redis,
      OCR_URL: url.ocr,
      PORT: String(port),
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
    }),
    ...more,
  });

const STATUS = { queued: "pending", processing: "working", done: "done", failed: "failed" };
const aboutDocument = ({ job }) => ({ role: "api", method: "GET", path: `/documents/${job}` });
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const itemOf = ({ page, text }) => ({ name: `page ${page}`, value: text, chunk: page, page });

/** The id of the job that a script of BullMQ hands to the worker, behind its data. */
const handedOver = ({ reply }) =>
  Array.isArray(reply) && typeof reply[1] === "string" && reply[1] !== "" ? { job: reply[1] } : undefined;
const moveToFinished = /Move job from active to a finished status/;
/** Behind the SHA1, the number of keys and the 14 keys; a negative answer says that the worker had lost the job. */
const finished =
  (how) =>
  ({ args, reply }) =>
    args[20] === how && !(typeof reply === "number" && reply < 0) ? { job: args[16] } : undefined;
const extendLocks = /Extend locks for multiple jobs/;
/** Its answer lists the jobs that the worker had lost. */
const renewed = ({ args, reply = [] }) =>
  (args.at(-2).match(UUID) ?? []).filter((job) => !reply.includes(job)).map((job) => ({ job }))[0];
const documentMarked =
  (status) =>
  ({ sql, parameters: [id] }) =>
    sql.includes(`'${status}'`) ? { job: String(id) } : undefined;

const documents = ({ name, worker, settings }) =>
  defineTarget({
    name,
    dependencies,
    roles: {
      api: role("src/api.js", settings, { ready: { output: /listening on port/ } }),
      worker: role(worker, settings, { ready: { output: /worker ready/ }, replicas: 2 }),
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
          leaseMs: settings.LOCK_DURATION_MS,
          // A job is taken for lost by the second check after its lock has run out.
          redeliveryMs: settings.LOCK_DURATION_MS + 2 * settings.STALLED_INTERVAL_MS,
          upstreamTimeoutMs: settings.OCR_TIMEOUT_MS,
          redeliveries: settings.MAX_STALLED_COUNT,
          chunkAttempts: settings.JOB_ATTEMPTS,
        },
        moments: {
          "work is claimed": [
            script(/Move next job to be processed to active/, handedOver, { edges: ["after"] }),
            script(moveToFinished, handedOver, { edges: ["after"] }),
          ],
          "work starts": httpRequest("ocr", "POST", "/recognize", ({ body: { document, page } }) => ({
            job: document,
            chunk: page,
          })),
          "work heartbeats": script(extendLocks, renewed),
          "result is stored": statement(/^insert into page_texts/, ({ parameters: [document, page] }) => ({
            job: String(document),
            chunk: Number(page),
          })),
          "work completes": script(moveToFinished, finished("completed")),
          "work fails": script(moveToFinished, finished("failed")),
          "job finalizes": statement(/^update documents set status = /, documentMarked("done")),
        },
      }),
    ],
  });

/** The service as it is. */
export const target = documents({ name: "bullmq-documents", worker: "src/worker.js", settings });
/** The service with the worker that FINDINGS.md asks for. */
export const repaired = documents({
  name: "bullmq-documents, repaired",
  worker: "repaired/worker.js",
  settings: settingsOfRepaired,
});
