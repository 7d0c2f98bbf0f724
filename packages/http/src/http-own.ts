import { ChaosError } from "@chaos-packs/contract/kind";
import { Agent, request } from "undici";

/** What came back. `body`: decoded when it is JSON, a string when it is other text, else the bytes. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly bytes: Buffer;
}

/** The harness's own way to a service: no fault is on it. */
export interface HttpOwn {
  readonly url: string;
  /**
   * A Buffer or string is sent as it is, any other body as JSON. Never throws for a status.
   *
   * @throws ChaosError UPSTREAM_UNREACHABLE; the signal's reason once that has aborted
   */
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<HttpAnswer>;
}

/** Opens it; closing ends its connections. */
export function openOwn(url: string): HttpOwn & AsyncDisposable {
  const agent = new Agent({ connections: 8, pipelining: 1 });
  return {
    url,
    async request(method, path, body, headers = {}, signal) {
      const isRaw = typeof body === "string" || Buffer.isBuffer(body);
      const type = body === undefined || isRaw ? {} : { "content-type": "application/json" };
      const content = body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) };
      try {
        const options = {
          dispatcher: agent,
          method: method.toUpperCase(),
          headers: { ...type, ...headers },
          ...content,
          ...(signal && { signal }),
        };
        const answer = await request(new URL(path, url), options);
        const bytes = Buffer.from(await answer.body.arrayBuffer());
        const flat = Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
        const own = Object.fromEntries(flat) as Record<string, string>;
        return { status: answer.statusCode, headers: own, bytes, body: read(bytes, own["content-type"] ?? "") };
      } catch (cause) {
        signal?.throwIfAborted();
        throw new ChaosError("UPSTREAM_UNREACHABLE", {
          expected: `an answer to ${method} ${path} from ${url}`,
          came: cause instanceof Error ? cause.message : String(cause),
          todo: "See whether the service still runs, and its output.",
          cause,
        });
      }
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}

function read(bytes: Buffer, type: string): unknown {
  if (/[/+]json\b/i.test(type)) {
    try {
      return JSON.parse(bytes.toString("utf8"));
    } catch {
      return bytes.toString("utf8");
    }
  }
  return /^text\//i.test(type) ? bytes.toString("utf8") : bytes;
}
