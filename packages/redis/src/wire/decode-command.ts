import { decodeValue } from "./decode-value.ts";
import { Malformed } from "./malformed.ts";

/** The words of a command that was sent as an array of blobs. */
export function decodeCommand(bytes: Buffer): readonly string[] {
  const { value } = decodeValue(bytes);
  if (Array.isArray(value) && value.every((word) => typeof word === "string")) return value;
  throw new Malformed("a command is an array of blobs");
}
