import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { startProgram, startServers } from "@chaos-packs/example-support";

const LISTENING = /listening on port (\d+)/;
const cwd = fileURLToPath(new URL("..", import.meta.url));
const running = {};

const start = (file, env, ready = LISTENING) => startProgram(file, { cwd, env, ready });

before(async () => {
  running.servers = await startServers({ schema: `${cwd}schema.sql` });
  running.ocr = await start("ocr/server.js", { PORT: "0" });
  const env = {
    DATABASE_URL: running.servers.url.postgres,
    OCR_URL: running.ocr.url,
    PORT: "0",
    RETRY_LIMIT: "1",
    RETRY_DELAY_SECONDS: "1",
    POLLING_INTERVAL_SECONDS: "0.5",
  };
  running.api = await start("src/api.js", env);
  running.worker = await start("src/worker.js", env, /worker (ready)/);
});

after(async () => {
  for (const name of ["api", "worker", "ocr"]) await running[name]?.stop();
  await running.servers?.[Symbol.asyncDispose]();
});

async function request(method, path, body) {
  const response = await fetch(new URL(path, running.api.url), {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Asks until the document has this status. */
async function waitFor(id, status) {
  for (;;) {
    const { body } = await request("GET", `/documents/${id}`);
    if (body.status === status) return body;
  }
}

test("a document is read page by page, and its text can be had when it is done", async () => {
  const pages = ["scan-1.png", "scan-2.png", "scan-3.png"];
  const submitted = await request("POST", "/documents", { pages });
  assert.equal(submitted.status, 202);
  const { id } = submitted.body;
  assert.deepEqual(await waitFor(id, "done"), { id, status: "done", error: null, pages: 3, pagesRead: 3 });
  const { body } = await request("GET", `/documents/${id}/text`);
  assert.deepEqual(
    body.pages,
    pages.map((image, index) => ({ page: index + 1, text: `text of page ${index + 1}, from ${image}` })),
  );
});

test("a document whose OCR keeps failing has failed after its attempts, and can be retried", async () => {
  await running.ocr.stop();
  const { body } = await request("POST", "/documents", { pages: ["scan-1.png"] });
  const failed = await waitFor(body.id, "failed");
  assert.match(failed.error, /fetch failed/);
  assert.equal((await request("GET", `/documents/${body.id}/text`)).status, 409);
  const port = new URL(running.ocr.url).port;
  running.ocr = await start("ocr/server.js", { PORT: port });
  assert.equal((await request("POST", `/documents/${body.id}/retry`)).status, 202);
  await waitFor(body.id, "done");
  assert.equal((await request("POST", `/documents/${body.id}/retry`)).status, 409);
});

test("what cannot be read is refused, and what is not there is not found", async () => {
  assert.equal((await request("POST", "/documents", { pages: [] })).status, 400);
  assert.equal((await request("GET", "/documents/nothing")).status, 404);
});

test("the worker and the API stop when they are asked to", async () => {
  assert.equal(await running.worker.stop(), 0);
  assert.equal(await running.api.stop(), 0);
});
