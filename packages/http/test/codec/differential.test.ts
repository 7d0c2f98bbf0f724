import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { framingOfResponse } from "../../src/codec/framing.ts";
import { MessageReader } from "../../src/codec/message-reader.ts";
import { mayBeResponse, parseResponseHead } from "../../src/codec/response-head.ts";
import { cut } from "../support/cut.ts";
import { readAnswer, readRequests } from "../support/llhttp.ts";
import { readOurAnswer, readOurRequests } from "../support/read-messages.ts";

// What llhttp takes for an error we may still read: then what it had read until there is compared.

const recorded = new URL("../fixtures/recorded/", import.meta.url);
const names = readdirSync(recorded)
  .filter((name) => name.endsWith(".requests"))
  .map((name) => name.replace(/\.requests$/, ""));

for (const name of names) {
  test(`recorded from ${name}: our reader and llhttp read the same requests and answers`, async () => {
    const up = readFileSync(new URL(`${name}.requests`, recorded));
    const down = readFileSync(new URL(`${name}.answers`, recorded));
    const requests = readOurRequests([up]);
    assert.deepEqual(requests, await readRequests([up]));
    const methods = requests.messages.map(({ first }) => first.split(" ")[0] ?? "");
    const answers = splitAnswers(methods, down);
    assert.deepEqual(Buffer.concat(answers), down);
    for (const [index, answer] of answers.entries()) {
      const method = methods[index] ?? "";
      const ours = readOurAnswer(method, [answer]);
      const final = ours.messages.filter(({ first }) => first >= "200");
      assert.deepEqual(final, (await readAnswer(method, [answer])).messages);
    }
  });
}

/** The bytes of each answer, with the interim ones before it. */
function splitAnswers(methods: readonly string[], bytes: Buffer): Buffer[] {
  const answers: Buffer[] = [];
  let parts: Buffer[] = [];
  let isFinal = false;
  const reader = new MessageReader({
    parse: parseResponseHead,
    mayBe: mayBeResponse,
    framingOf: (head) => framingOfResponse(head, methods[answers.length]),
  });
  reader.push(bytes);
  for (let piece = reader.next(); piece; piece = reader.next()) {
    if (piece.kind === "head") isFinal = piece.head.status >= 200;
    if ("raw" in piece) parts.push(piece.raw);
    if (piece.kind !== "end" || !isFinal) continue;
    answers.push(Buffer.concat(parts));
    parts = [];
  }
  return answers;
}

const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const name = token.map((each) => `x-${each}`);
const value = fc.stringMatching(/^[!-~]{0,12}( [!-~]{1,5})?$/);
const headers = fc.array(fc.tuple(name, value, fc.constantFrom(": ", ":", ":  ", ":\t")), { maxLength: 6 });
const eol = "\r\n";
const body = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes));
const framed = fc
  .tuple(body, fc.constantFrom("length", "chunks", "both ways of writing"), fc.boolean())
  .map(([bytes, how, hasTrailer]) => {
    if (how === "length") return { fields: `Content-Length: ${bytes.length}${eol}`, bytes };
    const half = bytes.length >> 1;
    const chunks = [bytes.subarray(0, half), bytes.subarray(half)].filter(({ length }) => length > 0);
    const parts = chunks.flatMap((each) => [
      Buffer.from(`${each.length.toString(16).toUpperCase()};a="b"${eol}`),
      each,
      Buffer.from(eol),
    ]);
    const end = Buffer.from(`0${eol}${hasTrailer ? `X-Sum: 1${eol}` : ""}${eol}`);
    return { fields: `transfer-ENCODING:  Chunked${eol}`, bytes: Buffer.concat([...parts, end]) };
  });
const linesOf = (all: readonly (readonly [string, string, string])[]): string =>
  all.map(([field, text, colon]) => `${field}${colon}${text}${eol}`).join("");

const request = fc
  .tuple(
    fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PURGE"),
    fc.webPath(),
    headers,
    framed,
  )
  .map(([method, path, fields, { fields: framing, bytes }]) =>
    Buffer.concat([
      Buffer.from(`${method} /${path.replace(/^\/+/, "")} HTTP/1.1${eol}${linesOf(fields)}${framing}${eol}`, "latin1"),
      bytes,
    ]),
  );
const answer = fc
  .tuple(fc.constantFrom(200, 201, 204, 304, 404, 503), headers, framed, fc.boolean())
  .map(([status, fields, { fields: framing, bytes }, isInterim]) => {
    const hasBody = status !== 204 && status !== 304;
    const interim = isInterim ? `HTTP/1.1 103 Early Hints${eol}Link: <a>${eol}${eol}` : "";
    const head = `${interim}HTTP/1.1 ${status} A Reason${eol}${linesOf(fields)}${hasBody ? framing : ""}${eol}`;
    return Buffer.concat([Buffer.from(head, "latin1"), hasBody ? bytes : Buffer.alloc(0)]);
  });
const places = fc.array(fc.nat(2_000), { maxLength: 6 });

test("however requests are made and cut, our reader and llhttp read the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 4 }), places, async (all, at) => {
      const bytes = Buffer.concat(all);
      const theirs = await readRequests([bytes]);
      assert.equal(theirs.fails, false);
      assert.equal(theirs.messages.length, all.length);
      assert.deepEqual(readOurRequests(cut(bytes, at)), theirs);
    }),
    { numRuns: 150 },
  );
});

test("however an answer is made and cut, our reader and llhttp read the same", async () => {
  await fc.assert(
    fc.asyncProperty(answer, places, fc.constantFrom("GET", "POST", "HEAD"), async (bytes, at, method) => {
      if (method === "HEAD") return;
      const theirs = await readAnswer(method, cut(bytes, at));
      assert.equal(theirs.messages.length, 1);
      const ours = readOurAnswer(method, cut(bytes, at));
      assert.deepEqual(
        ours.messages.filter(({ first }) => first !== "103"),
        theirs.messages,
      );
      assert.equal(ours.fails, false);
    }),
    { numRuns: 150 },
  );
});

/** Bytes that are another, are missing, or come twice. */
const flaws = fc.array(
  fc.tuple(fc.nat(2_000), fc.constantFrom("other", "missing", "twice"), fc.integer({ min: 1, max: 255 })),
  {
    minLength: 1,
    maxLength: 3,
  },
);

function flawed(bytes: Buffer, all: readonly (readonly [number, string, number])[]): Buffer {
  let now = bytes;
  for (const [place, how, by] of all) {
    if (now.length === 0) break;
    const at = place % now.length;
    const other = Buffer.of(((now[at] ?? 0) + by) & 255);
    const middle = how === "other" ? other : how === "missing" ? Buffer.alloc(0) : now.subarray(at, at + 2);
    now = Buffer.concat([now.subarray(0, at), middle, now.subarray(at + 1)]);
  }
  return now;
}

test("of requests with flaws we read the same as llhttp and nothing else, or say that the rest passes unseen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 3 }), flaws, places, async (all, wrong, at) => {
      const bytes = flawed(Buffer.concat(all), wrong);
      const theirs = await readRequests([bytes]);
      const ours = readOurRequests(cut(bytes, at));
      const common = Math.min(ours.messages.length, theirs.messages.length);
      assert.deepEqual(ours.messages.slice(0, common), theirs.messages.slice(0, common));
      assert.ok(ours.fails || common === theirs.messages.length, "llhttp reads more");
    }),
    { numRuns: 300 },
  );
});
