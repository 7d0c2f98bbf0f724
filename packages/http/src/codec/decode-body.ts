import { decodeForm } from "./decode-form.ts";
import { type Headers, mediaTypeOf } from "./headers.ts";
import { inflate } from "./inflate.ts";

/** What a body says as JSON or as a form; undefined when it is neither, or is coded in a way not known here. */
export function decodeBody(bytes: Buffer, headers: Headers): unknown {
  if (bytes.length === 0) return undefined;
  try {
    const plain = inflate(bytes, headers["content-encoding"]);
    if (!plain) return undefined;
    const type = mediaTypeOf(headers);
    if (type === "application/x-www-form-urlencoded" || type === "multipart/form-data")
      return decodeForm(plain, headers);
    return JSON.parse(textOf(plain));
  } catch {
    return undefined;
  }
}

/** RFC 8259 wants UTF-8 without a byte order mark; .NET and PowerShell write one, and some write UTF-16 with one. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes.subarray(0, 2);
  const coding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(coding).decode(bytes);
}
