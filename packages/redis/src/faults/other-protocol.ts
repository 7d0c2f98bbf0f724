import { defineFaultType, object, oneOf, onStruckLink } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onDials, onDialsArgs } from "./on-dials.ts";

const WORDS = {
  // Bytes that begin no value of RESP, and a line end that ends none.
  garbage: "\0\x01\x02\xff\xfe\x7f\r\n\x80\x81",
  http: "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
} as const;

/** Who dials finds that something else listens there: whatever it says is answered in another protocol, and the connection ends. */
export const otherProtocol = defineFaultType({
  name: "other protocol",
  args: object({ ...onDialsArgs.filled, speaks: oneOf("garbage", "http") }, onDialsArgs.optional),
  defaults: onStruckLink,
  label: ({ speaks }) => `other protocol (${speaks})`,
  kind: redisKind,
  uses: ["links"],
  make: ({ speaks, ...where }) => onDials(where, { says: { text: WORDS[speaks], at: "first bytes" } }),
});
