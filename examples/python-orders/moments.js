// Where each moment of `jobs` is seen: all that the workers do goes over HTTP, to the scheduler, the store, the reader.
import { httpRequest } from "@chaos-packs/http";

const AFTER = { edges: ["after"] };
const chunkOf = ({ params: { job, chunk } }) => ({ job, chunk: Number.parseInt(chunk, 10) });
const ofJob = (what) => httpRequest("scheduler", "POST", `/jobs/{job}/${what}`);
const ofChunk = (what, options) =>
  httpRequest("scheduler", "POST", `/jobs/{job}/chunks/{chunk}/${what}`, chunkOf, options);
/** What a request to the scheduler has come to is known from its answer. */
const told = (path, kind, scope) =>
  httpRequest("scheduler", "POST", path, ({ answer }) => (answer?.kind === kind ? scope(answer) : undefined), AFTER);
const asked = (path) =>
  httpRequest("reader", "POST", path, ({ body: { job, chunk } }) => ({ job, chunk }), {
    detail: ({ answer, status }, edge) => (edge === "after" && status === 200 ? answer : undefined),
  });

export const moments = {
  "cutting starts": httpRequest("store", "GET", "/objects/jobs/{job}/source"),
  "piece is stored": httpRequest("store", "PUT", "/objects/jobs/{job}/pieces/{chunk}", chunkOf),
  "chunks are planned": ofJob("chunks"),
  "work is claimed": told("/work", "chunk", ({ job, chunk }) => ({ job, chunk })),
  "work starts": [asked("/ocr"), asked("/transcribe")],
  "work heartbeats": ofChunk("heartbeat"),
  "result is stored": httpRequest("store", "PUT", "/objects/jobs/{job}/results/{chunk}", chunkOf),
  "work completes": httpRequest("scheduler", "POST", "/jobs/{job}/chunks/{chunk}/complete", (exchange) =>
    // Said again after an answer that was lost, it changes nothing.
    exchange.answer?.repeated ? undefined : chunkOf(exchange),
  ),
  "work fails": [told("/sweep", "stale", ({ job, chunk }) => ({ job, chunk })), ofChunk("fail", AFTER)],
  "merge starts": told("/work", "merge", ({ job }) => ({ job })),
  // One request brings all boxes: what SQLite does with them nobody sees from outside.
  "merge inserts": null,
  "merge commits": ofJob("boxes"),
  "job finalizes": ofJob("finish"),
  "recovery starts": httpRequest(
    "scheduler",
    "POST",
    "/jobs/{job}/recovery",
    ({ params, answer }) => (answer?.recovered ? params : undefined),
    AFTER,
  ),
  "event is published": httpRequest("events", "POST", "/events", ({ body: { job, type } }) => ({ job, type }), {
    detail: ({ body }) => body,
  }),
  "worker is idle": told("/work", "none", () => ({})),
};
