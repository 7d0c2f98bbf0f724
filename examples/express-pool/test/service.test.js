import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { startProgram, startServers } from "@chaos-packs/example-support";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const running = {};

before(async () => {
  running.servers = await startServers({ schema: `${cwd}schema.sql` });
  running.server = await startProgram("src/server.js", {
    cwd,
    env: { DATABASE_URL: running.servers.url.postgres, PORT: "0", STATEMENT_TIMEOUT_MS: "300" },
    ready: /listening on port (\d+)/,
  });
});

after(async () => {
  await running.server?.stop();
  await running.servers?.[Symbol.asyncDispose]();
});

async function request(method, path, body) {
  const response = await fetch(new URL(path, running.server.url), {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test("a note that is written can be read, and its title is taken", async () => {
  const note = { title: "first", body: "a" };
  assert.deepEqual(await request("POST", "/notes", note), { status: 201, body: note });
  assert.deepEqual(await request("GET", "/notes/first"), { status: 200, body: note });
  assert.equal((await request("POST", "/notes", note)).status, 409);
  assert.equal((await request("GET", "/notes/none")).status, 404);
});

test("an import is all or nothing", async () => {
  const notes = [
    { title: "second", body: "b" },
    { title: "first", body: "c" },
  ];
  assert.equal((await request("POST", "/notes/import", { notes })).status, 409);
  assert.equal((await request("GET", "/notes/second")).status, 404);
  assert.equal((await request("POST", "/notes/import", { notes: notes.slice(0, 1) })).status, 201);
  assert.equal((await request("GET", "/notes/second")).status, 200);
});

test("a report that takes too long is ended", async () => {
  assert.equal((await request("GET", "/report?seconds=0.05")).status, 200);
  assert.equal((await request("GET", "/report?seconds=5")).status, 500);
});

test("the server stops when it is asked to", async () => assert.equal(await running.server.stop(), 0));
