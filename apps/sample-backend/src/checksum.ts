import { createHash } from "node:crypto";

/** The SHA-256 of the bytes, in hex. */
export const checksum = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
