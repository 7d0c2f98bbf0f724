import type { IncomingMessage } from "node:http";
import { isoNow } from "../../clock.ts";
import { randomId } from "../../random.ts";
import type { LiveConfig } from "../live-config.ts";
import type { NewMessage } from "../publishing/outbox.ts";
import { MODE_CHANNEL } from "../sockets/tell-mode.ts";
import { faultOfChannel } from "../sockets/topic-name.ts";
import { Problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

/** Most bytes that one byte of text takes as JSON: an escape such as \u0000. */
const ESCAPED = 6;
const AROUND = 1_024;
const LONGEST_ID = 200;

/** Reads what is to be published; throws a `Problem` that says what is wrong with it. */
export async function readNewMessage(
  request: IncomingMessage,
  channel: string,
  { messageMost }: LiveConfig,
): Promise<NewMessage> {
  const fault = faultOfChannel(channel);
  if (fault !== undefined) throw new Problem(400, "INVALID_CHANNEL", fault);
  if (channel === MODE_CHANNEL) {
    throw new Problem(400, "INVALID_CHANNEL", `on the channel ${MODE_CHANNEL} only the service itself publishes`);
  }
  const tooLarge = new Problem(400, "TOO_LARGE", `the body of a message has at most ${messageMost} bytes`);
  const text = await readBody(request, messageMost * ESCAPED + AROUND);
  if (text === undefined) throw tooLarge;
  const body = bodyOf(text);
  if (Buffer.byteLength(body) > messageMost) throw tooLarge;
  const id = request.headers["idempotency-key"] ?? randomId();
  if (typeof id !== "string" || id === "" || id.length > LONGEST_ID) {
    throw new Problem(400, "MALFORMED", `the header Idempotency-Key has 1 to ${LONGEST_ID} characters`);
  }
  return { channel, id, body, at: isoNow() };
}

function bodyOf(text: string): string {
  try {
    const value = JSON.parse(text) as { body?: unknown } | null;
    if (typeof value?.body === "string") return value.body;
  } catch {
    // told below
  }
  throw new Problem(400, "MALFORMED", 'the request is JSON, { "body": "…" }, and its body is text');
}
