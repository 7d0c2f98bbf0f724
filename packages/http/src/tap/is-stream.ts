import { type Headers, mediaTypeOf } from "../codec/headers.ts";

/** Media types of bodies that are read piece by piece while they come, and that need not end. */
const STREAMS = new Set([
  "text/event-stream",
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonl",
  "application/jsonlines",
  "application/x-jsonlines",
  "application/json-seq",
  "application/stream+json",
  "application/x-json-stream",
  "application/grpc-web",
  "application/grpc-web+proto",
  "multipart/x-mixed-replace",
]);

/** Whether headers announce a body that is read piece by piece: it is no JSON as a whole, and may never end. */
export const isStream = (headers: Headers): boolean => STREAMS.has(mediaTypeOf(headers));
