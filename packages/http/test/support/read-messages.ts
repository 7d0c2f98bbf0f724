import { framingOfRequest, framingOfResponse } from "../../src/codec/framing.ts";
import { MessageReader } from "../../src/codec/message-reader.ts";
import { mayBeRequest, parseRequestHead } from "../../src/codec/request-head.ts";
import { mayBeResponse, parseResponseHead } from "../../src/codec/response-head.ts";
import type { Parsed, Reading } from "./llhttp.ts";

/** What our reader reads of requests. */
export const readOurRequests = (parts: readonly Buffer[]): Reading =>
  readAll(
    new MessageReader({ parse: parseRequestHead, mayBe: mayBeRequest, framingOf: framingOfRequest }),
    parts,
    ({ method, target }) => `${method} ${target}`,
  );

/** What our reader reads of the answer to one request. */
export const readOurAnswer = (method: string, parts: readonly Buffer[]): Reading =>
  readAll(
    new MessageReader({
      parse: parseResponseHead,
      mayBe: mayBeResponse,
      framingOf: (head) => framingOfResponse(head, method),
    }),
    parts,
    ({ status }) => String(status),
  );

function readAll<Head extends { readonly headers: Parsed["headers"] }>(
  reader: MessageReader<Head>,
  parts: readonly Buffer[],
  firstOf: (head: Head) => string,
): Reading {
  const messages: Parsed[] = [];
  let head: Head | undefined;
  let body = "";
  let fails = false;
  const take = (piece: ReturnType<typeof reader.next>): boolean => {
    if (piece?.kind === "head") head = piece.head;
    if (piece?.kind === "body" && piece.isData) body += piece.raw.toString("latin1");
    if (piece?.kind === "blind") fails = true;
    if (piece?.kind === "end" && head) {
      messages.push({ first: firstOf(head), headers: head.headers, body });
      body = "";
    }
    return piece !== undefined;
  };
  for (const part of parts) {
    reader.push(part);
    while (take(reader.next()));
  }
  take(reader.finish());
  return { messages, fails };
}
