import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import { decodeBody } from "../../src/codec/decode-body.ts";

const json = Buffer.from('{"chunk":5,"text":"ä"}');
const decoded = { chunk: 5, text: "ä" };

const coded: Record<string, [coding: string, bytes: Buffer]> = {
  "without a coding": ["", json],
  "as it is": ["identity", json],
  gzip: ["gzip", zlib.gzipSync(json)],
  "x-gzip": ["X-GZIP", zlib.gzipSync(json)],
  "deflate in zlib's format": ["deflate", zlib.deflateSync(json)],
  "deflate in zlib's format with another window": ["deflate", zlib.deflateSync(json, { windowBits: 9, level: 1 })],
  "deflate as it is": ["deflate", zlib.deflateRawSync(json)],
  br: ["br", zlib.brotliCompressSync(json)],
  "gzip twice": ["gzip, gzip", zlib.gzipSync(zlib.gzipSync(json))],
  "several, the last one first": ["gzip, identity,br", zlib.brotliCompressSync(zlib.gzipSync(json))],
};
for (const [what, [coding, bytes]] of Object.entries(coded)) {
  test(`JSON is read: ${what}`, () => {
    assert.deepEqual(decodeBody(bytes, coding === "" ? {} : { "content-encoding": coding }), decoded);
  });
}

const { zstdCompressSync } = zlib as unknown as { zstdCompressSync?: (bytes: Buffer) => Buffer };
test("JSON is read: zstd", { skip: zstdCompressSync ? false : "this Node has no zstd (from 22.15 on)" }, () => {
  assert.deepEqual(decodeBody(zstdCompressSync?.(json) ?? json, { "content-encoding": "zstd" }), decoded);
});

test("JSON with a byte order mark is read, also as UTF-16", () => {
  const text = json.toString();
  assert.deepEqual(decodeBody(Buffer.from(`\ufeff${text}`), {}), decoded);
  const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
  assert.deepEqual(decodeBody(utf16, {}), decoded);
  assert.deepEqual(decodeBody(Buffer.from(utf16).swap16(), {}), decoded);
});

test("what is no JSON, coded otherwise than it says, in an unknown coding, or a bomb is undefined", () => {
  assert.equal(decodeBody(Buffer.alloc(0), {}), undefined);
  assert.equal(decodeBody(Buffer.from("a"), {}), undefined);
  assert.equal(decodeBody(json, { "content-encoding": "gzip" }), undefined);
  assert.equal(decodeBody(json, { "content-encoding": "deflate" }), undefined);
  assert.equal(decodeBody(json, { "content-encoding": "compress" }), undefined);
  assert.equal(decodeBody(json, { "content-encoding": "constructor" }), undefined);
  const bomb = zlib.gzipSync(Buffer.from(JSON.stringify("x".repeat(20_000_000))));
  assert.equal(decodeBody(bomb, { "content-encoding": "gzip" }), undefined);
});

test("the fields of a URL-encoded form are read, and one that comes twice is an array", () => {
  const form = Buffer.from("chunk=5&name=a+b%20c&tag=x&tag=y&__proto__=z");
  const type = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
  const fields = decodeBody(form, type) as Record<string, unknown>;
  assert.deepEqual(Object.entries(fields), [
    ["chunk", "5"],
    ["name", "a b c"],
    ["tag", ["x", "y"]],
    ["__proto__", "z"],
  ]);
});

test("the fields of a multipart form are read, as a client of the platform writes them, and files are named", async () => {
  const form = new FormData();
  form.append("chunk", "5");
  form.append('a "quoted" name', "ä\r\nb");
  form.append("page", new Blob([Buffer.of(0, 13, 10, 45, 45)], { type: "image/png" }), "page 1.png");
  form.append("tag", "x");
  form.append("tag", "y");
  const request = new Request("http://x/", { method: "POST", body: form });
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  const bytes = Buffer.from(await request.arrayBuffer());
  assert.deepEqual(
    { ...(decodeBody(bytes, headers) as object) },
    {
      chunk: "5",
      'a "quoted" name': "ä\r\nb",
      page: { filename: "page 1.png", type: "image/png", bytes: 5 },
      tag: ["x", "y"],
    },
  );
  assert.equal(decodeBody(bytes.subarray(0, -10), headers), undefined);
  assert.equal(decodeBody(bytes, { "content-type": "multipart/form-data" }), undefined);
});
