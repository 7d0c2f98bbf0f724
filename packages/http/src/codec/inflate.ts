import * as zlib from "node:zlib";

const MOST_INFLATED = 8 * 1_048_576;

type Decoder = (bytes: Buffer) => Buffer;

const options = { maxOutputLength: MOST_INFLATED };
const gunzip: Decoder = (bytes) => zlib.gunzipSync(bytes, options);

/** Node has it from 22.15 on. */
const { zstdDecompressSync } = zlib as {
  zstdDecompressSync?: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;
};

const decoders: Readonly<Record<string, Decoder>> = {
  identity: (bytes) => bytes,
  gzip: gunzip,
  "x-gzip": gunzip,
  deflate: inflateEither,
  br: (bytes) => zlib.brotliDecompressSync(bytes, options),
  ...(zstdDecompressSync && { zstd: (bytes: Buffer) => zstdDecompressSync(bytes, options) }),
};

/**
 * Undoes the content codings of a body, the last one first; at most 8 MiB come out. Undefined when one of them is not known.
 * Throws what zlib throws for bytes that are not coded so.
 */
export function inflate(bytes: Buffer, codings = ""): Buffer | undefined {
  let decoded: Buffer = bytes;
  for (const coding of codings.split(",").reverse()) {
    const name = coding.trim().toLowerCase() || "identity";
    const decode = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
    if (!decode) return undefined;
    decoded = decode(decoded);
  }
  return decoded;
}

/** "deflate" is the zlib format (RFC 9110, section 8.4.1.2), and several servers send the raw one, which begins differently. */
function inflateEither(bytes: Buffer): Buffer {
  const [first = 0, second = 0] = bytes.subarray(0, 2);
  const isZlib = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  if (!isZlib) return zlib.inflateRawSync(bytes, options);
  try {
    return zlib.inflateSync(bytes, options);
  } catch (error) {
    try {
      return zlib.inflateRawSync(bytes, options);
    } catch {
      throw error; // of the format that it claims to have
    }
  }
}
