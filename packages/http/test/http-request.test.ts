import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpMessage } from "../src/http-message.ts";
import { httpRequest } from "../src/http-request.ts";
import { matchPath } from "../src/path-template.ts";

const message = (rest: Partial<HttpMessage> = {}): HttpMessage => ({
  method: "POST",
  path: "/ocr",
  query: {},
  headers: {},
  body: undefined,
  ...rest,
});

test("a template names segments and a tail, percent-decoded, and matches nothing else", () => {
  assert.deepEqual(matchPath("/objects/{key}")("/objects/a%20b"), { key: "a b" });
  assert.equal(matchPath("/objects/{key}")("/objects/a/b"), undefined);
  assert.equal(matchPath("/objects/{key}")("/objects/"), undefined);
  assert.deepEqual(matchPath("/files/{bucket}/{rest*}")("/files/b/x/y.json"), { bucket: "b", rest: "x/y.json" });
  assert.deepEqual(matchPath("/v1.0/a+b")("/v1.0/a+b"), {});
  assert.equal(matchPath("/v1.0")("/v1x0"), undefined);
  assert.deepEqual(matchPath("/a/{b}")("/a/%zz"), { b: "%zz" });
});

test("a regular expression gives its named groups, the same at every call", () => {
  const matched = matchPath(/^\/chunks\/(?<chunk>\d+)$/g);
  assert.deepEqual(
    [matched("/chunks/5"), matched("/chunks/5"), matched("/chunks/x")],
    [{ chunk: "5" }, { chunk: "5" }, undefined],
  );
});

for (const template of ["objects", "/a/{", "/a/{b*}/c", "/{a}/{a}", "/{1a}"]) {
  test(`the template ${template} is refused with a clear error`, () => {
    assert.throws(() => matchPath(template), { code: "INVALID_PATH_TEMPLATE" });
  });
}

test("a pattern says what it is, wants by method and path, and finds its scope in params, query and bodies", () => {
  const pattern = httpRequest<{ job: string; pages: number[] }, { id: string }>(
    "ocr",
    "post",
    "/jobs/{job}/ocr",
    ({ params, query, body, answer, headers }, edge) => ({
      job: params.job,
      from: query.from,
      pages: body.pages.length,
      by: headers["x-by"],
      edge,
      ...(answer && { id: answer.id }),
    }),
  );
  assert.equal(pattern.describes, "POST /jobs/{job}/ocr");
  assert.equal(pattern.wants("POST", "/jobs/7/ocr"), true);
  assert.equal(pattern.wants("GET", "/jobs/7/ocr"), false);
  const came = message({
    path: "/jobs/7/ocr",
    query: { from: "2" },
    headers: { "x-by": "w" },
    body: { pages: [1, 2] },
    status: 200,
    answer: { id: "x" },
  });
  assert.deepEqual(pattern.scopeOf(came, "after"), { job: "7", from: "2", pages: 2, by: "w", edge: "after", id: "x" });
  assert.equal(pattern.scopeOf({ ...came, method: "GET" }, "after"), undefined);
});

test("it is not the moment when something of the scope is missing, or the body is not as thought", () => {
  const pattern = httpRequest("ocr", "POST", "/ocr", ({ body }) => ({ chunk: body.chunk }));
  assert.deepEqual(pattern.scopeOf(message({ body: { chunk: 5 } }), "before"), { chunk: 5 });
  assert.equal(pattern.scopeOf(message({ body: {} }), "before"), undefined);
  assert.equal(pattern.scopeOf(message(), "before"), undefined);
  const broken = httpRequest("ocr", "POST", "/ocr", () => {
    throw new RangeError("a mistake of its author");
  });
  assert.throws(() => broken.scopeOf(message(), "before"), RangeError);
});

test("a request about several things is a moment for each of which all is known", () => {
  const pattern = httpRequest<{ chunks: readonly (number | null)[] }>("ocr", "POST", "/ocr", ({ body }) =>
    body.chunks.map((chunk) => ({ chunk })),
  );
  assert.deepEqual(pattern.scopeOf(message({ body: { chunks: [1, null, 2] } }), "before"), [
    { chunk: 1 },
    { chunk: 2 },
  ]);
  assert.equal(pattern.scopeOf(message({ body: {} }), "before"), undefined);
});

test("an answer from 400 on is a failure, and the detail is what the pattern keeps", () => {
  const pattern = httpRequest("ocr", "*", "/ocr", () => ({}), {
    detail: ({ body }) => ({ kept: JSON.stringify(body) }),
  });
  assert.equal(pattern.describes, "any /ocr");
  assert.equal(pattern.failureOf?.(message({ status: 507 })), "HTTP 507");
  assert.equal(pattern.failureOf?.(message({ status: 399 })), undefined);
  assert.equal(pattern.failureOf?.(message()), undefined);
  assert.deepEqual(pattern.detailOf?.(message({ body: [1] }), "before"), { kept: "[1]" });
});
