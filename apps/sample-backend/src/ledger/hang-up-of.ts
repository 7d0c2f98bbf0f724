import type http from "node:http";

/** Aborts when the client of a request has gone without waiting for its answer. */
export function hangUpOf(response: http.ServerResponse): AbortSignal {
  const gone = new AbortController();
  const hangUp = (): void => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.closed) hangUp();
  else response.once("close", hangUp);
  return gone.signal;
}
