import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { framingOfRequest, framingOfResponse } from "../../src/codec/framing.ts";
import { MessageReader, type Piece } from "../../src/codec/message-reader.ts";
import { mayBeRequest, parseRequestHead, type RequestHead } from "../../src/codec/request-head.ts";
import { mayBeResponse, parseResponseHead } from "../../src/codec/response-head.ts";
import { cut } from "../support/cut.ts";

const requests = () => new MessageReader({ parse: parseRequestHead, mayBe: mayBeRequest, framingOf: framingOfRequest });
const answers = (method?: string) =>
  new MessageReader({
    parse: parseResponseHead,
    mayBe: mayBeResponse,
    framingOf: (head) => framingOfResponse(head, method),
  });

function readAll<Head>(reader: MessageReader<Head>, parts: readonly Buffer[]): Piece<Head>[] {
  const pieces: Piece<Head>[] = [];
  for (const part of parts) {
    reader.push(part);
    for (let piece = reader.next(); piece; piece = reader.next()) pieces.push(piece);
  }
  const last = reader.finish();
  return last ? [...pieces, last] : pieces;
}

const bytesOf = (pieces: readonly Piece<unknown>[]): Buffer =>
  Buffer.concat(pieces.flatMap((piece) => ("raw" in piece ? [piece.raw] : [])));

function messagesOf(pieces: readonly Piece<RequestHead>[]) {
  const messages: { method: string; target: string; body: string }[] = [];
  let body = "";
  let head: RequestHead | undefined;
  for (const piece of pieces) {
    if (piece.kind === "head") head = piece.head;
    if (piece.kind === "body" && piece.isData) body += piece.raw.toString("latin1");
    if (piece.kind !== "end" || !head) continue;
    messages.push({ method: head.method, target: head.target, body });
    body = "";
  }
  return messages;
}

const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
const body = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const wire = fc
  .record({
    method,
    target: fc.webPath().map((path) => path || "/"),
    body,
    chunks: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
    trailer: fc.boolean(),
  })
  .map(({ method, target, body, chunks, trailer }) => {
    const isChunked = chunks.length > 0;
    const parts: Buffer[] = [];
    let rest = body;
    for (const size of chunks) {
      const piece = rest.subarray(0, size);
      rest = rest.subarray(piece.length);
      if (piece.length > 0) parts.push(Buffer.from(`${piece.length.toString(16)};x=1\r\n`), piece, Buffer.from("\r\n"));
    }
    const sent = isChunked ? body.subarray(0, body.length - rest.length) : body;
    const end = Buffer.from(`0\r\n${trailer ? "x-sum: 1\r\n" : ""}\r\n`);
    const fields = isChunked ? "Transfer-Encoding: chunked\r\n" : `Content-Length: ${body.length}\r\n`;
    const head = Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`);
    return {
      bytes: Buffer.concat(isChunked ? [head, ...parts, end] : [head, body]),
      message: { method, target, body: sent.toString("latin1") },
    };
  });

test("however the bytes of pipelined requests are cut, the same messages are read and the same bytes come out", () => {
  fc.assert(
    fc.property(
      fc.array(wire, { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(5_000), { maxLength: 20 }),
      (all, places) => {
        const bytes = Buffer.concat(all.map((each) => each.bytes));
        const pieces = readAll(requests(), cut(bytes, places));
        assert.deepEqual(
          messagesOf(pieces),
          all.map(({ message }) => message),
        );
        assert.deepEqual(bytesOf(pieces), bytes);
      },
    ),
    { numRuns: 300 },
  );
});

test("byte by byte it reads what it reads at once", () => {
  fc.assert(
    fc.property(wire, ({ bytes, message }) => {
      const pieces = readAll(
        requests(),
        [...bytes].map((byte) => Buffer.of(byte)),
      );
      assert.deepEqual(messagesOf(pieces), [message]);
      assert.deepEqual(bytesOf(pieces), bytes);
    }),
    { numRuns: 50 },
  );
});

test("garbage comes out unchanged, in either direction, also behind a good message", () => {
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
    fc.string().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.option(wire), garbage, fc.array(fc.nat(1_000), { maxLength: 8 }), (good, noise, places) => {
      const bytes = Buffer.concat([good?.bytes ?? Buffer.alloc(0), noise]);
      assert.deepEqual(bytesOf(readAll(requests(), cut(bytes, places))), bytes);
      assert.deepEqual(bytesOf(readAll(answers(), cut(bytes, places))), bytes);
    }),
    { numRuns: 500 },
  );
});

const unreadable: Record<string, string> = {
  "a TLS hello": "\x16\x03\x01\x02\x00\x01\x00",
  "two lengths that differ": "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
  "a request body whose end nobody tells": "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
  "HTTP/2 with prior knowledge": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
};
for (const [what, text] of Object.entries(unreadable)) {
  test(`${what} is passed on at once as something else than HTTP`, () => {
    const reader = requests();
    reader.push(Buffer.from(text, "latin1"));
    const piece = reader.next();
    assert.ok(piece?.kind === "blind" && piece.why !== undefined);
    assert.deepEqual(bytesOf([piece as Piece<RequestHead>]), Buffer.from(text, "latin1"));
  });
}

const lenient: Record<string, string> = {
  "lines that end in LF alone": "POST /a HTTP/1.1\nHost: x\nContent-Length: 2\n\nok",
  "some lines that end in LF alone": "POST /a HTTP/1.1\r\nContent-Length: 2\nHost: x\r\n\nok",
  "a blank before a header's colon": "POST /a HTTP/1.1\r\nContent-Length : 2\r\n\r\nok",
  "a header that is folded": "POST /a HTTP/1.1\r\nX-Long: one\r\n  two\r\nContent-Length:\r\n 2\r\n\r\nok",
  "a line that is no header": "POST /a HTTP/1.1\r\nnothing at all\r\nContent-Length: 2\r\n\r\nok",
  "a header's name of other characters": "POST /a HTTP/1.1\r\nX Größe: 1\r\nContent-Length: 2\r\n\r\nok",
  "blanks around the target": "POST  /a  HTTP/1.1 \r\nContent-Length: 2\r\n\r\nok",
  "empty lines before it": "\r\n\nPOST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nok",
  "chunks with LF alone": "POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n",
  "a head of 200 KiB": `POST /a HTTP/1.1\r\nCookie: ${"x".repeat(204_800)}\r\nContent-Length: 2\r\n\r\nok`,
};
for (const [what, text] of Object.entries(lenient)) {
  test(`a request with ${what} is read, and so is the one behind it`, () => {
    const bytes = Buffer.from(`${text}GET /b HTTP/1.1\r\nHost: x\r\n\r\n`, "latin1");
    const pieces = readAll(requests(), [bytes]);
    assert.deepEqual(messagesOf(pieces), [
      { method: "POST", target: "/a", body: "ok" },
      { method: "GET", target: "/b", body: "" },
    ]);
    assert.deepEqual(bytesOf(pieces), bytes);
  });
}

test("a head that never ends is passed on once it is longer than 1 MiB, and says why", () => {
  const reader = requests();
  reader.push(Buffer.from("GET / HTTP/1.1\r\n"));
  for (let count = 0; count < 16; count++) {
    reader.push(Buffer.alloc(65_536, "x"));
    const piece = reader.next();
    if (count < 15) assert.equal(piece, undefined);
    else
      assert.ok(piece?.kind === "blind" && piece.raw.length > 1_048_576 && /longer than 1 MiB/.test(piece.why ?? ""));
  }
});

test("a chunk whose size is none, and one that is longer than it says, end the reading and lose nothing", () => {
  for (const rest of ["zz\r\nabc\r\n0\r\n\r\n", "3\r\nabcdef\r\n0\r\n\r\n"]) {
    const bytes = Buffer.from(`POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${rest}`);
    const pieces = readAll(requests(), [bytes]);
    assert.equal(pieces.at(-1)?.kind, "blind");
    assert.deepEqual(bytesOf(pieces), bytes);
  }
});

test("an answer to HEAD, a 204, a 304 and an interim answer have no body, whatever they declare", () => {
  const kinds = (reader: ReturnType<typeof answers>, text: string) =>
    readAll(reader, [Buffer.from(text)]).map(({ kind }) => kind);
  assert.deepEqual(kinds(answers("HEAD"), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), ["head", "end"]);
  assert.deepEqual(kinds(answers("GET"), "HTTP/1.1 204 No Content\r\n\r\n"), ["head", "end"]);
  assert.deepEqual(kinds(answers("GET"), "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"), ["head", "end"]);
  assert.deepEqual(
    kinds(answers("POST"), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
    ["head", "end", "head", "body", "end"],
  );
});

test("an answer without a length goes on until the server ends", () => {
  const reader = answers("GET");
  reader.push(Buffer.from("HTTP/1.0 200 OK\r\n\r\nab"));
  assert.deepEqual([reader.next()?.kind, reader.next()?.kind, reader.next()], ["head", "body", undefined]);
  assert.equal(reader.finish()?.kind, "end");
});
