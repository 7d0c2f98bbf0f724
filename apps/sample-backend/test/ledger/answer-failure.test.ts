import assert from "node:assert/strict";
import { test } from "node:test";
import { answerFailure } from "../../src/ledger/answer-failure.ts";
import { QueryFailure } from "../../src/pool/query-failure.ts";

test("who finds no connection is told so with the numbers, and when to ask again in whole seconds", () =>
  assert.deepEqual(
    answerFailure(
      new QueryFailure("no connection", "no connection within 251 ms: pool of 5, 9 waiting", {
        numbers: { waitedMs: 251, poolSize: 5, waiting: 9, retryAfterMs: 1_250 },
      }),
    ),
    {
      status: 503,
      headers: { "retry-after": "2" },
      body: {
        error: "no connection within 251 ms: pool of 5, 9 waiting",
        code: "NO_CONNECTION",
        waitedMs: 251,
        poolSize: 5,
        waiting: 9,
        retryAfterMs: 1_250,
      },
    },
  ));

test("only what may be different later is worth asking again", () => {
  const retryAfter = (kind: QueryFailure["kind"]) => answerFailure(new QueryFailure(kind, "no")).headers["retry-after"];
  assert.deepEqual(
    ["lost", "conflict", "locked"].map((kind) => retryAfter(kind as QueryFailure["kind"])),
    ["1", "1", "1"],
  );
  assert.deepEqual(
    ["taken", "broken", "too slow"].map((kind) => retryAfter(kind as QueryFailure["kind"])),
    [undefined, undefined, undefined],
  );
});

test("an error that nobody has thought of is told as a failure of the service, without its inner words", () =>
  assert.deepEqual(answerFailure(new TypeError("secret of the code")), {
    status: 500,
    headers: {},
    body: { error: "the service has failed", code: "BROKEN" },
  }));
