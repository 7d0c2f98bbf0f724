import type { Fault } from "@chaos-packs/contract";
import { type OnDials, onDials } from "./on-dials.ts";

/** What speaks instead of Redis. */
export interface OtherProtocol extends OnDials {
  readonly speaks: "garbage" | "http";
}

const WORDS = {
  // Bytes that begin no value of RESP, and a line end that ends none.
  garbage: "\0\x01\x02\xff\xfe\x7f\r\n\x80\x81",
  http: "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
} as const;

/** Who dials finds that something else listens there: whatever it says is answered in another protocol, and the connection ends. */
export const otherProtocol = ({ speaks, ...where }: OtherProtocol): Fault =>
  onDials(`other protocol (${speaks})`, where, { says: { text: WORDS[speaks], at: "first bytes" } });
