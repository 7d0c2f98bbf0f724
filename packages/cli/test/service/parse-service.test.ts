import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { wrap } from "../../src/print.ts";
import { parseDependencies } from "../../src/service/parse-dependencies.ts";
import { parseRoles } from "../../src/service/parse-roles.ts";
import { splitCommand } from "../../src/service/split-command.ts";

test("dependencies are read with their variables, schema, and programs or addresses", () =>
  assert.deepEqual(
    parseDependencies({
      postgres: "PG=db/schema.sql",
      redis: "CACHE",
      http: ["OCR_URL=fake/ocr.js", "STORE_URL=python3 -m store", "MAIL=http://127.0.0.1:9"],
      ready: ["ocr=/healthz", "api=/ready"],
    }),
    [
      { kind: "postgres", name: "postgres", variable: "PG", schema: "db/schema.sql" },
      { kind: "redis", name: "redis", variable: "CACHE" },
      {
        kind: "http",
        name: "ocr",
        variable: "OCR_URL",
        at: { command: ["node", "fake/ocr.js"] },
        ready: { path: "/healthz" },
      },
      { kind: "http", name: "store", variable: "STORE_URL", at: { command: ["python3", "-m", "store"] } },
      { kind: "http", name: "mail", variable: "MAIL", at: { url: "http://127.0.0.1:9" } },
    ],
  ));

for (const [flag, flags] of [
  ["postgres", { postgres: "1A", http: [] }],
  ["redis", { redis: "redis://127.0.0.1", http: [] }],
  ["http", { http: ["OCR_URL"] }],
] as const)
  test(`a --${flag} that names no variable, or no upstream, is refused with an example`, () =>
    assert.throws(
      () => parseDependencies(flags),
      (error) => isChaosError(error, "MALFORMED_FLAG") && error.message.includes(`Write --${flag} `),
    ));

test("roles are read with what flags say of each; a flag without a name speaks of the first", () =>
  assert.deepEqual(
    parseRoles(
      {
        start: ["web=ruby app.rb", "worker=ruby worker.rb"],
        ready: ["/healthz", "worker=ready", "ocr=/healthz"],
        replicas: ["worker=2"],
        cwd: ["worker=services/worker"],
        variable: ["worker.postgres=PG_URL"],
      },
      ["ocr"],
    ),
    [
      {
        name: "web",
        command: ["ruby", "app.rb"],
        cwd: ".",
        replicas: 1,
        ready: { path: "/healthz" },
        variables: {},
      },
      {
        name: "worker",
        command: ["ruby", "worker.rb"],
        cwd: "services/worker",
        replicas: 2,
        ready: { line: "ready" },
        variables: { postgres: "PG_URL" },
      },
    ],
  ));

for (const [what, flags, code] of [
  ["no command", { start: [] }, "NO_ROLES"],
  ["no replica", { start: ["node a.js"], replicas: ["api=0"] }, "MALFORMED_FLAG"],
  ["a variable of no dependency", { start: ["node a.js"], variable: ["api=X"] }, "MALFORMED_FLAG"],
  ["a role that is not there", { start: ["node a.js"], ready: ["cook=/"] }, "UNKNOWN_ROLE"],
  ["a program that only starts another", { start: ["npx tsx api.ts"] }, "COMMAND_STARTS_ANOTHER"],
] as const)
  test(`${what} is ${code}`, () =>
    assert.throws(
      () => parseRoles(flags),
      (error) => isChaosError(error, code),
    ));

test("a command line is split at blanks outside of quotes", () =>
  assert.deepEqual(splitCommand(`python3 -m "my orders" 'a b' ''`), ["python3", "-m", "my orders", "a b", ""]));

test("a text is broken at the width, and a longer word stays whole", () =>
  assert.equal(
    wrap("one two three /a/very/long/path four", "  ", 11),
    "  one two\n  three\n  /a/very/long/path\n  four",
  ));
