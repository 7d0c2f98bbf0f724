import { ChaosError } from "@chaos-packs/contract/kind";

const MOST_BYTES = 1 << 20;

/** The JSON of a request, at most 1 MB of it. Throws BODY_TOO_LARGE, BODY_NOT_POSSIBLE. */
export async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChaosError("BODY_NOT_POSSIBLE", {
      expected: "JSON",
      came: text.trim() === "" ? "the body is empty" : (cause as Error).message,
      todo: "Send a JSON document.",
      cause,
    });
  }
}

/** Reads all of it, so that a client that is still sending gets its answer; keeps no more than may be. */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  if (size <= MOST_BYTES) return Buffer.concat(chunks).toString("utf8");
  throw new ChaosError("BODY_TOO_LARGE", {
    expected: `at most ${MOST_BYTES} bytes`,
    came: `there are ${size}`,
    todo: "Populate in several requests.",
  });
}
