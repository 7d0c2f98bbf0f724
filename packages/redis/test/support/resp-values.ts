import type { Json } from "@chaos-packs/contract/kind";
import fc from "fast-check";

/** A value as bytes, and what it is in JSON. */
export interface RespValue {
  readonly bytes: string;
  readonly json: Json;
}

const line = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, " "));
const blob = fc.oneof(fc.string({ unit: "grapheme", maxLength: 20 }), fc.constant("\r\n+OK\r\n"), fc.constant(""));
const blobBytes = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

const leaf: fc.Arbitrary<RespValue> = fc.oneof(
  line.map((text) => ({ bytes: `+${text}\r\n`, json: text })),
  blob.map((text) => ({ bytes: blobBytes(text), json: text })),
  line.map((error) => ({ bytes: `-${error}\r\n`, json: { error } })),
  blob.map((error) => ({ bytes: `!${blobBytes(error).slice(1)}`, json: { error } })),
  blob.map((text) => ({ bytes: `=${Buffer.byteLength(text) + 4}\r\ntxt:${text}\r\n`, json: text })),
  fc.maxSafeInteger().map((number) => ({ bytes: `:${number}\r\n`, json: Object.is(number, -0) ? 0 : number })),
  fc.constant({ bytes: ",inf\r\n", json: "inf" }),
  fc.constant({ bytes: ",1.25\r\n", json: 1.25 }),
  fc.constant({ bytes: "(123456789012345678901234567890\r\n", json: "123456789012345678901234567890" }),
  fc.boolean().map((yes) => ({ bytes: yes ? "#t\r\n" : "#f\r\n", json: yes })),
  fc.constantFrom("_\r\n", "$-1\r\n", "*-1\r\n").map((bytes) => ({ bytes, json: null })),
);

const list = (items: readonly RespValue[], type: string): RespValue => ({
  bytes: `${type}${items.length}\r\n${items.map(({ bytes }) => bytes).join("")}`,
  json: items.map(({ json }) => json),
});

/** Any value of RESP2 or RESP3, nested. */
export const respValue: fc.Arbitrary<RespValue> = fc.letrec<{ value: RespValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.array(tie("value"), { maxLength: 4 }), fc.constantFrom("*", "~", ">"))
      .map(([items, type]) => list(items, type)),
    fc
      .uniqueArray(fc.tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }), tie("value")), {
        maxLength: 3,
        selector: ([key]) => key,
      })
      .map((entries) => ({
        bytes: `%${entries.length}\r\n${entries.map(([key, { bytes }]) => blobBytes(key) + bytes).join("")}`,
        json: Object.fromEntries(entries.map(([key, { json }]) => [key, json])),
      })),
    fc.tuple(tie("value"), tie("value")).map(([about, value]) => ({
      bytes: `|1\r\n+ttl\r\n${about.bytes}${value.bytes}`,
      json: value.json,
    })),
  ),
})).value;

const digits = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map(String);

/** Any value of RESP2, nested, as bytes. */
export const resp2Value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    line.map((text) => `+${text}\r\n`),
    line.map((text) => `-${text}\r\n`),
    digits.map((number) => `:${number}\r\n`),
    blob.map(blobBytes),
    fc.constantFrom("$-1\r\n", "*-1\r\n"),
    fc.array(tie("value"), { maxLength: 5 }).map((items) => `*${items.length}\r\n${items.join("")}`),
  ),
})).value;
