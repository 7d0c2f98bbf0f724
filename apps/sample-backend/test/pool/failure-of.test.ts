import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf } from "../../src/pool/failure-of.ts";
import { QueryFailure } from "../../src/pool/query-failure.ts";

const open = { lost: undefined };
const answered = (code: string) => Object.assign(new Error("as the server says"), { code, severity: "ERROR" });
const kindOf = (code: string) => failureOf(answered(code), open).kind;

test("what the server says decides what is to be done", () => {
  assert.deepEqual(
    ["40001", "40P01", "25006", "57P01", "57P03", "25P03", "08006", "57014", "55P03", "53300", "22001", "23505"].map(
      kindOf,
    ),
    [
      "conflict",
      "conflict",
      "read only",
      "lost",
      "lost",
      "lost",
      "lost",
      "too slow",
      "locked",
      "short of means",
      "refused value",
      "refused value",
    ],
  );
});

test("what nobody has thought of is the service's own fault, and is not taken for a lost connection", () => {
  assert.equal(kindOf("XX000"), "broken");
  assert.equal(failureOf(new TypeError("undefined is not a function"), open).kind, "broken");
});

test("an error without a code on a connection that has broken means that it was lost", () =>
  assert.equal(failureOf(new Error("Connection terminated"), { lost: new Error("reset") }).kind, "lost"));

test("the code of a socket is not taken for one of the server's", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  assert.equal(failureOf(reset, { lost: reset }).kind, "lost");
});

test("a failure keeps its kind, and an error its cause", () => {
  const failure = new QueryFailure("silent", "no answer");
  assert.equal(failureOf(failure, open), failure);
  const error = answered("55P03");
  assert.equal(failureOf(error, open).cause, error);
});
