import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { parseDependencies } from "../../src/init/parse-dependencies.ts";
import { splitCommand } from "../../src/init/split-command.ts";
import { wrap } from "../../src/print.ts";

test("dependencies are read with their variables and addresses, the usual ones where nothing is said", () => {
  assert.deepEqual(parseDependencies("postgres, redis=CACHE,http:ocr,http:the-store=STORE@http://127.0.0.1:9/x"), [
    { kind: "postgres", name: "postgres", variable: "DATABASE_URL" },
    { kind: "redis", name: "redis", variable: "CACHE" },
    { kind: "http", name: "ocr", variable: "OCR_URL", url: "http://127.0.0.1:9000" },
    { kind: "http", name: "the-store", variable: "STORE", url: "http://127.0.0.1:9/x" },
  ]);
  assert.deepEqual(parseDependencies("none"), []);
});

for (const text of ["mysql", "http", "postgres:other", "redis@http://127.0.0.1", "postgres=1A"]) {
  test(`the dependency ${text} is refused with an example of what is right`, () =>
    assert.throws(
      () => parseDependencies(text),
      (error) => isChaosError(error, "MALFORMED_DEPENDENCY") && error.message.includes("--dependencies"),
    ));
}

test("a command line is split at blanks outside of quotes", () =>
  assert.deepEqual(splitCommand(`python3 -m "my orders" 'a b' ''`), ["python3", "-m", "my orders", "a b", ""]));

test("a text is broken at the width, and a longer word stays whole", () =>
  assert.equal(
    wrap("one two three /a/very/long/path four", "  ", 11),
    "  one two\n  three\n  /a/very/long/path\n  four",
  ));
