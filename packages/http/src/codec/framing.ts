import { type Headers, hasToken } from "./headers.ts";
import type { RequestHead } from "./request-head.ts";
import type { ResponseHead } from "./response-head.ts";

/** How the end of a body is told (RFC 9112, section 6.3). `unreadable`: contradictory, or no HTTP after this head. */
export type Framing =
  | { readonly by: "length"; readonly length: number }
  | { readonly by: "chunks" }
  | { readonly by: "end of stream" }
  | { readonly by: "unreadable"; readonly why: string };

const none: Framing = { by: "length", length: 0 };
const endless: Framing = { by: "unreadable", why: "nothing says where its body ends" };

/** The framing of a request's body. */
export const framingOfRequest = ({ headers }: RequestHead): Framing => declared(headers, endless) ?? none;

/** The framing of an answer's body; it depends on the method that was asked with, when that is known. */
export function framingOfResponse({ status, headers }: ResponseHead, method: string | undefined): Framing {
  if (status === 101)
    return { by: "unreadable", why: `the connection was upgraded to ${headers["upgrade"] || "another protocol"}` };
  if (method === "CONNECT" && status < 300 && status >= 200)
    return { by: "unreadable", why: "the connection was made a tunnel (CONNECT)" };
  if (status < 200 || status === 204 || status === 304 || method === "HEAD") return none;
  return declared(headers, { by: "end of stream" }) ?? { by: "end of stream" };
}

function declared(headers: Headers, notChunked: Framing): Framing | undefined {
  const coding = headers["transfer-encoding"];
  if (coding !== undefined)
    return hasToken({ last: coding.split(",").at(-1) ?? "" }, "last", "chunked") ? { by: "chunks" } : notChunked;
  const lengths = headers["content-length"]?.split(",").map((each) => each.trim());
  if (!lengths) return undefined;
  const [length = ""] = lengths;
  if (!/^\d{1,15}$/.test(length) || lengths.some((each) => each !== length))
    return { by: "unreadable", why: "its content-length is no length, or there are two that differ" };
  return { by: "length", length: Number(length) };
}
