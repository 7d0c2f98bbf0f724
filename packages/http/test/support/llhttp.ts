import http from "node:http";
import { Duplex } from "node:stream";

/** One message as a parser read it. */
export interface Parsed {
  /** `GET /path`, or the status. */
  readonly first: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What Node's own parser, llhttp, reads of one direction. `fails`: it took something for an error, and read no more. */
export interface Reading {
  readonly messages: readonly Parsed[];
  readonly fails: boolean;
}

const MOST = 2 * 1_048_576;

/** A connection of which nobody reads the other way. */
function wireOf(): Duplex {
  return new Duplex({ read() {}, write: (_bytes, _coding, done) => done(), final: (done) => done() });
}

function headersOf(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? "").toLowerCase();
    const earlier = headers[name];
    headers[name] = earlier === undefined ? (raw[at + 1] ?? "") : `${earlier}, ${raw[at + 1]}`;
  }
  return headers;
}

/** Reads requests as a server of Node's does, in one piece or in several. */
export async function readRequests(parts: readonly Buffer[]): Promise<Reading> {
  const messages: Parsed[] = [];
  let fails = false;
  const take = (request: http.IncomingMessage, response?: http.ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (bytes: Buffer) => chunks.push(bytes));
    request.on("error", () => {}); // of a request that breaks off: it does not end, and is none
    request.on("end", () => {
      messages.push({
        first: `${request.method} ${request.url}`,
        headers: headersOf(request.rawHeaders),
        body: Buffer.concat(chunks).toString("latin1"),
      });
      response?.end();
    });
  };
  const server = http.createServer({ maxHeaderSize: MOST, requireHostHeader: false, joinDuplicateHeaders: true });
  for (const event of ["request", "checkContinue", "checkExpectation"]) server.on(event, take);
  server.on("clientError", (_error, socket) => {
    fails = true;
    socket.destroy();
  });
  const wire = wireOf();
  server.emit("connection", wire);
  for (const part of parts) {
    wire.push(part);
    await turn();
  }
  for (let count = 0; count < 4; count++) await turn();
  wire.destroy();
  return { messages, fails };
}

/** Reads the answer to one request as a client of Node's does. */
export async function readAnswer(method: string, parts: readonly Buffer[]): Promise<Reading> {
  const messages: Parsed[] = [];
  let fails = false;
  const wire = wireOf();
  const request = http.request({ method, createConnection: () => wire, maxHeaderSize: MOST });
  request.on("error", () => {
    fails = true;
  });
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (bytes: Buffer) => chunks.push(bytes));
    response.on("error", () => {
      fails = true;
    });
    response.on("end", () =>
      messages.push({
        first: String(response.statusCode),
        headers: headersOf(response.rawHeaders),
        body: Buffer.concat(chunks).toString("latin1"),
      }),
    );
  });
  request.end();
  await turn();
  for (const part of parts) {
    wire.push(part);
    await turn();
  }
  wire.push(null);
  for (let count = 0; count < 4; count++) await turn();
  wire.destroy();
  return { messages, fails };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
