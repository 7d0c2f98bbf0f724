import type http from "node:http";

/** Aborts when the client of a request has gone without waiting for its answer. */
export function hangUpOf(response: http.ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
