import type { Json } from "@chaos-packs/contract/kind";
import { Malformed } from "./malformed.ts";

/** A decoded value, and the text of the error when it is one. */
export interface Decoded {
  readonly value: Json;
  readonly error?: string;
  /** Of an array: each item, so that an error in it (in the answer to EXEC) can be told from a map. */
  readonly items?: readonly Decoded[];
}

/**
 * Decodes one whole RESP2 or RESP3 value to JSON. Blobs are read as UTF-8; maps become objects; integers beyond 2^53,
 * big numbers, infinities and NaN become strings; a nested error becomes `{ error }`; attributes are left out.
 */
export function decodeValue(bytes: Buffer): Decoded {
  const reader = { bytes, at: 0 };
  const decoded = readValue(reader);
  if (reader.at !== bytes.length) throw new Malformed("bytes follow the value");
  return decoded;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function readValue(reader: Reader): Decoded {
  const type = String.fromCharCode(reader.bytes[reader.at++] ?? 0);
  const line = readLine(reader);
  switch (type) {
    case "+":
      return { value: line };
    case "-":
      return { value: { error: line }, error: line };
    case ":":
    case ",":
      return { value: readNumber(line) };
    case "(":
      return { value: line };
    case "#":
      return { value: line === "t" };
    case "_":
      return { value: null };
    case "$":
      return { value: readBlob(reader, Number(line)) };
    case "=":
      // The first four characters name the format: `txt:`.
      return { value: readBlob(reader, Number(line))?.slice(4) ?? null };
    case "!": {
      const error = readBlob(reader, Number(line)) ?? "";
      return { value: { error }, error };
    }
    case "*":
    case "~":
    case ">":
      return readArray(reader, Number(line));
    case "%":
      return { value: readMap(reader, Number(line)) };
    case "|":
      readMap(reader, Number(line));
      return readValue(reader);
    default:
      throw new Malformed(`no value begins with ${JSON.stringify(type)}`);
  }
}

function readLine(reader: Reader): string {
  const end = reader.bytes.indexOf("\r\n", reader.at);
  if (end < 0) throw new Malformed("a line has no end");
  const line = reader.bytes.toString("utf8", reader.at, end);
  reader.at = end + 2;
  return line;
}

function readBlob(reader: Reader, length: number): string | null {
  if (length < 0) return null;
  const text = reader.bytes.toString("utf8", reader.at, reader.at + length);
  reader.at += length + 2;
  return text;
}

function readNumber(line: string): Json {
  const number = Number(line);
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : line;
}

function readArray(reader: Reader, size: number): Decoded {
  if (size < 0) return { value: null };
  const items = Array.from({ length: size }, () => readValue(reader));
  return { value: items.map(({ value }) => value), items };
}

function readMap(reader: Reader, size: number): Json {
  const entries: [string, Json][] = [];
  for (let each = 0; each < size; each++) {
    const key = readValue(reader).value;
    entries.push([typeof key === "string" ? key : JSON.stringify(key), readValue(reader).value]);
  }
  return Object.fromEntries(entries);
}
