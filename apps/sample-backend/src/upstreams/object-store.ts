import type http from "node:http";
import { checksum } from "../checksum.ts";
import { answerJson, bodyOf } from "../http/answer.ts";
import { serve } from "../http/serve.ts";

interface Stored {
  readonly bytes: Buffer;
  readonly sum: string | undefined;
}

const objects = new Map<string, Stored>();
const keysUnder = (prefix: string): string[] => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://store");
  const { method } = request;
  if (url.pathname === "/healthz") return answerJson(response, 200, { objects: objects.size });
  if (url.pathname === "/reset" && method === "POST") {
    objects.clear();
    return answerJson(response, 200, {});
  }
  if (url.pathname === "/objects") {
    const keys = keysUnder(url.searchParams.get("prefix") ?? "");
    if (method === "GET") return answerJson(response, 200, { keys });
    if (method === "DELETE") {
      for (const key of keys) objects.delete(key);
      return answerJson(response, 200, { deleted: keys.length });
    }
  }
  const key = /^\/objects\/(.+)$/.exec(decodeURIComponent(url.pathname))?.[1];
  if (!key)
    return answerJson(response, 404, { error: { code: "NOT_FOUND", message: `no ${method} ${url.pathname} here` } });
  if (method === "PUT") return put(key, request, response);
  const stored = objects.get(key);
  if (!stored) return answerJson(response, 404, { error: { code: "NO_OBJECT", message: `no object ${key}` } });
  if (method === "DELETE") {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  const headers = { "content-type": "application/octet-stream", "content-length": stored.bytes.byteLength };
  response.writeHead(200, stored.sum ? { ...headers, "x-checksum-sha256": stored.sum } : headers);
  response.end(method === "HEAD" ? undefined : stored.bytes);
}

async function put(key: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const bytes = await bodyOf(request);
  const sum = request.headers["x-checksum-sha256"];
  if (typeof sum === "string" && sum !== checksum(bytes))
    return answerJson(response, 400, {
      error: { code: "WRONG_CHECKSUM", message: `the body of ${key} is not what its checksum says` },
    });
  objects.set(key, { bytes, sum: typeof sum === "string" ? sum : undefined });
  answerJson(response, 201, { key });
}

const serving = await serve(
  (request, response) => {
    // A body that breaks off is a connection that is gone: there is nobody to answer.
    answer(request, response).catch(() => response.destroy());
  },
  Number(process.env["PORT"] ?? 0),
);
process.once("SIGTERM", () => void serving[Symbol.asyncDispose]());
console.log(`ready on ${serving.port}`);
