import { STATUS_CODES } from "node:http";
import type { RequestHead } from "../codec/request-head.ts";
import type { RuleAnswer } from "./http-rule.ts";

/** The bytes of an answer that a rule gives, framed so that the connection can go on. */
export function encodeAnswer(
  { status, headers = {}, body }: RuleAnswer,
  request: Pick<RequestHead, "method" | "keepsAlive">,
): Buffer {
  const isText = typeof body === "string";
  const content = body === undefined ? Buffer.alloc(0) : Buffer.from(isText ? body : JSON.stringify(body), "utf8");
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const isBodiless = status === 204 || status === 304;
  const fields = {
    ...(body !== undefined && { "content-type": isText ? "text/plain; charset=utf-8" : "application/json" }),
    ...own,
    ...(!isBodiless && { "content-length": String(content.length) }),
    ...(!request.keepsAlive && { connection: "close" }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}\r\n${lines.join("")}\r\n`,
    "latin1",
  );
  return isBodiless || request.method === "HEAD" ? head : Buffer.concat([head, content]);
}
