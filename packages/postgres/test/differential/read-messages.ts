import { EventEmitter } from "node:events";
import { parse } from "pg-protocol";
import { FrameBuffer } from "../../src/tap/frame-buffer.ts";
import { readNotification } from "../../src/tap/notification.ts";
import { BACKEND } from "../../src/wire/frame-types.ts";
import { readSqlState } from "../../src/wire/read-error.ts";
import { readColumns, readParameterTypes, readRow } from "../../src/wire/read-rows.ts";
import { readString } from "../../src/wire/read-string.ts";
import { readTag } from "../../src/wire/read-tag.ts";

/** A message of a server, by its name in pg-protocol, and what both readers understand of it. */
export type Message = readonly [name: string, ...content: unknown[]];

/** What pg-protocol names otherwise: an empty `name` says that it has none of its own. */
interface Reference {
  readonly name: string;
  readonly fields?: readonly unknown[];
  readonly text?: string;
  readonly status?: string;
  readonly code?: string;
  readonly dataTypeIDs?: readonly number[];
  readonly processId?: number;
  readonly channel?: string;
  readonly payload?: string;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly format: string;
}

/** Messages as pg-protocol reads them. */
export function readByReference(chunks: readonly Buffer[]): readonly Message[] {
  const messages: Message[] = [];
  const stream = new EventEmitter();
  void parse(stream as unknown as NodeJS.ReadableStream, (raw) => {
    const message = raw as unknown as Reference;
    switch (message.name) {
      case "dataRow":
        return void messages.push(["dataRow", message.fields]);
      case "rowDescription":
        return void messages.push([
          "rowDescription",
          (message.fields as readonly Field[]).map(({ name, dataTypeID, format }) => [
            name,
            dataTypeID,
            format === "binary",
          ]),
        ]);
      case "parameterDescription":
        return void messages.push(["parameterDescription", message.dataTypeIDs]);
      case "commandComplete":
        return void messages.push(["commandComplete", message.text]);
      case "readyForQuery":
        return void messages.push(["readyForQuery", message.status]);
      case "notification":
        return void messages.push([message.name, message.processId, message.channel, message.payload]);
      case "error":
      case "notice":
        return void messages.push([message.name, message.code]);
      default:
        return void messages.push([message.name]);
    }
  });
  for (const chunk of chunks) stream.emit("data", chunk);
  return messages;
}

const NAMES: Readonly<Record<number, string>> = {
  [BACKEND.bindComplete]: "bindComplete",
  [BACKEND.closeComplete]: "closeComplete",
  [BACKEND.copyData]: "copyData",
  [BACKEND.copyDone]: "copyDone",
  [BACKEND.copyIn]: "copyInResponse",
  [BACKEND.copyOut]: "copyOutResponse",
  [BACKEND.emptyQuery]: "emptyQuery",
  [BACKEND.keyData]: "backendKeyData",
  [BACKEND.noData]: "noData",
  [BACKEND.parameterStatus]: "parameterStatus",
  [BACKEND.parseComplete]: "parseComplete",
  [BACKEND.portalSuspended]: "portalSuspended",
};
const AUTHENTICATIONS = [
  "authenticationOk",
  "",
  "",
  "authenticationCleartextPassword",
  "",
  "authenticationMD5Password",
];
const SASL = ["authenticationSASL", "authenticationSASLContinue", "authenticationSASLFinal"];
const FIRST_SASL = 10;

/** The same messages as our own readers see them. */
export function readByUs(chunks: readonly Buffer[]): readonly Message[] {
  const input = new FrameBuffer();
  const messages: Message[] = [];
  for (const chunk of chunks) {
    if (!input.push(chunk)) continue;
    while (input.hasHeader() && input.has(input.length + 1)) {
      const { type } = input;
      messages.push(readFrame(type, input.peek(input.length + 1)));
      input.skip(input.length + 1);
      input.take();
    }
  }
  return messages;
}

function readFrame(type: number, frame: Buffer): Message {
  switch (type) {
    case BACKEND.dataRow:
      return ["dataRow", readRow(frame).map((value) => (value === null ? null : value.toString()))];
    case BACKEND.rowDescription:
      return ["rowDescription", readColumns(frame).map(({ name, type, isBinary }) => [name, type, isBinary])];
    case BACKEND.parameterDescription:
      return ["parameterDescription", readParameterTypes(frame)];
    case BACKEND.commandComplete:
      return ["commandComplete", textOf(frame)];
    case BACKEND.ready:
      return ["readyForQuery", String.fromCharCode(frame[5] ?? 0)];
    case BACKEND.notification: {
      const { sender, channel, payload } = readNotification(frame);
      return ["notification", sender, channel, payload];
    }
    case BACKEND.error:
      return ["error", readSqlState(frame)];
    case BACKEND.notice:
      return ["notice", readSqlState(frame)];
    case BACKEND.authentication: {
      const how = frame.readInt32BE(5);
      return [AUTHENTICATIONS[how] ?? SASL[how - FIRST_SASL] ?? ""];
    }
    default:
      return [NAMES[type] ?? ""];
  }
}

/** The tag put together again from what was read off it. */
function textOf(frame: Buffer): string {
  const { command, rows } = readTag(frame);
  const [text] = readString(frame, 5);
  return [command, ...(text.startsWith("INSERT 0 ") ? ["0"] : []), ...(rows === undefined ? [] : [rows])].join(" ");
}

/** Cuts bytes at places in [0, 1]. */
export function cutAt(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const at = [0, ...places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}
