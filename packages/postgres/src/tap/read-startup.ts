import type { Conversation } from "./conversation.ts";
import type { FrameBuffer } from "./frame-buffer.ts";
import { refuseLogin } from "./refuse-login.ts";

/** https://www.postgresql.org/docs/18/protocol-message-formats.html: what the first packets of a connection may be. */
const CANCEL = 80877102;
const SSL = 80877103;
const GSS_ENCRYPTION = 80877104;
const MAJOR_VERSION = 3;
const LONGEST = 10_000;

/** Newer clients may begin with TLS at once (sslnegotiation=direct). */
const isTlsHello = (head: Buffer): boolean => head[0] === TLS_HANDSHAKE && head[1] === TLS_MAJOR_VERSION;
const TLS_HANDSHAKE = 22;
const TLS_MAJOR_VERSION = 3;

/** Reads one packet of those that have no type; `started`: frames follow. */
export function readStartup(input: FrameBuffer, talk: Conversation): "incomplete" | "more" | "started" {
  if (!input.has(8)) return "incomplete";
  const head = input.peek(8);
  const length = head.readInt32BE(0);
  const code = head.readInt32BE(4);
  const isKnown = code === CANCEL || code === SSL || code === GSS_ENCRYPTION || code >> 16 === MAJOR_VERSION;
  if (length < 8 || length > LONGEST || !isKnown) {
    talk.goBlind(
      isTlsHello(head)
        ? "a connection encrypted with TLS"
        : "a connection that does not begin as Postgres's protocol 3 does",
    );
    return "more";
  }
  if (!input.has(length)) return "incomplete";
  input.skip(length);
  const packet = input.take();
  if (code === SSL || code === GSS_ENCRYPTION) {
    if (talk.options.tls === "refuse") {
      talk.connection.sendDown(Buffer.from("N"));
    } else {
      talk.isTlsAsked = true;
      talk.connection.sendUp(packet);
    }
    return "more";
  }
  if (code !== CANCEL && refuseLogin(talk, "startup")) return "incomplete";
  talk.connection.sendUp(packet);
  // Nothing is ever answered to a CancelRequest.
  if (code === CANCEL) talk.goBlind();
  return code === CANCEL ? "more" : "started";
}
