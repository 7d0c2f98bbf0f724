import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { parseDone, parseRequest } from "../../src/record/parse-request.ts";
import { readySigns } from "../../src/record/ready-signs.ts";
import { targetOfFlags } from "../../src/record/target-of-flags.ts";

test("a request is a method, a path and perhaps a JSON body", () => {
  assert.deepEqual(parseRequest("--request", "get /documents/{id}?a=1"), {
    method: "GET",
    path: "/documents/{id}?a=1",
  });
  assert.deepEqual(parseRequest("--request", ' POST /documents { "pages": [1, 2] } '), {
    method: "POST",
    path: "/documents",
    body: { pages: [1, 2] },
  });
});

test("how work is known to be done is a request and, perhaps, a value of its answer", () => {
  const request = { method: "GET", path: "/documents/{id}" };
  assert.deepEqual(parseDone("GET /documents/{id} $.status=done"), { request, until: "$.status=done" });
  assert.deepEqual(parseDone("GET /documents/{id}"), { request });
});

for (const wrong of ["", "POST", "POST documents", "/documents", "POST /documents {pages}"])
  test(`"${wrong}" is refused with an example`, () =>
    assert.throws(
      () => parseRequest("--request", wrong),
      (error) => isChaosError(error, "MALFORMED_REQUEST") && error.todo.includes("--request 'POST /documents"),
    ));

test("a service without a command, and a dependency without a variable, are refused", async () => {
  const none = { start: [], ready: [], http: [] };
  await assert.rejects(targetOfFlags(none, process.cwd()), (error) => isChaosError(error, "NO_ROLES"));
  await assert.rejects(
    targetOfFlags({ ...none, start: ["node api.js"], postgres: "schema file.sql" }, process.cwd()),
    (error) => isChaosError(error, "MALFORMED_FLAG") && /DATABASE_URL=schema.sql/.test(error.message),
  );
});

test("each command is a role: the first is the api, further ones have the names that they are given", async () => {
  const { roles } = await targetOfFlags(
    { start: ["node api.js --port 1", "worker=node 'my worker.js'", "node third.js"], ready: [], http: [] },
    "/srv",
  );
  assert.deepEqual(
    Object.entries(roles).map(([name, { run }]) => [name, run]),
    [
      ["api", "command"],
      ["worker", "command"],
      ["role3", "command"],
    ],
  );
});

test("a role that says nothing is given a second; one of which a flag tells is ready at its path, or when it writes the text", async () => {
  const { roles } = await targetOfFlags(
    { start: ["api=node a.js", "worker=node w.js", "mail=node m.js"], ready: ["/healthz", "worker=on [1]"], http: [] },
    "/srv",
  );
  assert.deepEqual(
    Object.values(roles).map(({ ready }) => ready),
    [{ path: "/healthz" }, { output: /on \[1\]/ }, { runsForMs: 1_000 }],
  );
});

test("the program that plays an upstream may be told of, too; a program that is not there, or two signs for one, are refused", () => {
  assert.deepEqual([...readySigns(["ocr=/up"], ["api", "ocr"])], [["ocr", { path: "/up" }]]);
  for (const wrong of [["cook=/up"], ["api="], ["/a", "api=/b"]])
    assert.throws(
      () => readySigns(wrong, ["api", "ocr"]),
      (error) => isChaosError(error, "MALFORMED_FLAG"),
    );
});
