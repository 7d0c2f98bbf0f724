import { writeError } from "../wire/write-frames.ts";
import type { Conversation } from "./conversation.ts";

/** Answers a handshake in the server's place when a rule says so: an error, and the end of the connection. */
export function refuseLogin(talk: Conversation, at: "startup" | "password"): boolean {
  const rule = talk.options.rules.strikeLogin(at);
  if (rule?.sqlState === undefined) return false;
  const { sqlState, message = `${sqlState}, by a rule of the test` } = rule;
  talk.connection.sendDown(writeError("FATAL", sqlState, message));
  talk.connection.close();
  return true;
}
