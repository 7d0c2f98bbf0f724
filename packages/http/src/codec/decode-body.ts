import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Headers } from "./headers.ts";

const MOST_INFLATED = 8 * 1_048_576;

/** What a body says as JSON; undefined when it is none, or is coded in a way not known here. */
export function decodeBody(bytes: Buffer, headers: Headers): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(inflate(bytes, headers["content-encoding"]).toString("utf8"));
  } catch {
    return undefined;
  }
}

function inflate(bytes: Buffer, coding = "identity"): Buffer {
  const options = { maxOutputLength: MOST_INFLATED };
  switch (coding.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return gunzipSync(bytes, options);
    case "deflate":
      return inflateSync(bytes, options);
    case "br":
      return brotliDecompressSync(bytes, options);
    default:
      return bytes;
  }
}
