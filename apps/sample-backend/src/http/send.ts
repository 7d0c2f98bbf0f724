import http from "node:http";

/** A request; `bytes` is its body. */
export interface SendOptions {
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "HEAD";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly agent: http.Agent;
}

/** An answer, read to its end. */
export interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Sends a request and reads the whole answer; rejects when it cannot be sent, breaks off, or the time is over. */
export function send(options: SendOptions): Promise<Answered> {
  // A connection kept alive may have been closed while idle: that says nothing about this request, so it is sent anew.
  return once(options).catch((error: Error & { idleLoss?: boolean }) => {
    if (!error.idleLoss || options.signal?.aborted) throw error;
    return once(options);
  });
}

function once({ method, url, headers, bytes, timeoutMs, signal, agent }: SendOptions): Promise<Answered> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const both = signal ? AbortSignal.any([signal, deadline]) : deadline;
  return new Promise((resolve, reject) => {
    const length = bytes ? { "content-length": String(bytes.byteLength) } : {};
    const request = http.request(url, { method, headers: { ...headers, ...length }, agent, signal: both });
    const fail = (error: Error): void => {
      if (deadline.aborted && !signal?.aborted)
        return reject(new Error(`no answer from ${url} within ${timeoutMs} ms`));
      const idleLoss =
        request.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET" && method !== "POST";
      reject(Object.assign(error, { idleLoss }));
    };
    request.once("error", fail);
    request.once("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("error", fail);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    request.end(bytes);
  });
}
