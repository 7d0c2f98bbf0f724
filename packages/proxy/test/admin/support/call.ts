import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

/** What the admin port answered. */
export interface Reply<T> {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: T;
}

/** An answer that says what is wrong. */
export interface Refusal {
  readonly error: string;
  readonly status: number;
  readonly code: string;
  readonly problems?: readonly { readonly path: string; readonly code: string; readonly expected: string }[];
}

/** A toxic as the API shows it. */
export interface ToxicJson {
  readonly name: string;
  readonly type: string;
  readonly stream: string;
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly connection?: number;
}

/** A proxy as the API shows it. */
export interface ProxyJson {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics: readonly ToxicJson[];
}

/** Sends one request on a connection of its own, with exactly these headers. A body that is no string is sent as JSON. */
export async function call<T = unknown>(
  url: string,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply<T>> {
  const bytes = Buffer.from(body === undefined || typeof body === "string" ? (body ?? "") : JSON.stringify(body));
  const length = body === undefined ? {} : { "content-length": String(bytes.length) };
  const asked = request(url, { method, headers: { ...length, ...headers }, agent: false });
  asked.end(bytes);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode, headers: response.headers, text, json: parse(text) as T };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not all answers are JSON
  }
}
