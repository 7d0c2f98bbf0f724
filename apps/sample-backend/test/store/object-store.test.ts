import assert from "node:assert/strict";
import type http from "node:http";
import { test } from "node:test";
import { kindOf } from "../../src/failure.ts";
import { serve } from "../../src/http/serve.ts";
import { ObjectStore } from "../../src/store/object-store.ts";

async function withStore(answer: http.RequestListener, work: (store: ObjectStore) => Promise<void>): Promise<void> {
  await using serving = await serve(answer, 0);
  using store = new ObjectStore({ url: `http://127.0.0.1:${serving.port}`, timeoutMs: 200 });
  await work(store);
}

test("a store that is full fails a write as something that is away, and says so", () =>
  withStore(
    (request, response) => request.resume().on("end", () => response.writeHead(507).end()),
    (store) =>
      assert.rejects(
        store.put("a", Buffer.from("x")),
        (error: Error) => kindOf(error) === "unavailable" && /507, it is full/.test(error.message),
      ),
  ));

test("a store that never answers costs no more than the time it is given", () =>
  withStore(
    () => {},
    (store) => assert.rejects(store.get("a"), /within 200 ms/),
  ));

test("an object that is not there is undefined, not an error", () =>
  withStore(
    (_request, response) => response.writeHead(404).end(),
    async (store) => assert.equal(await store.get("a"), undefined),
  ));

test("what is read comes with its own checksum, whatever the writer said", () =>
  withStore(
    (_request, response) => response.writeHead(200, { "x-checksum-sha256": "other" }).end("x"),
    async (store) => {
      const object = await store.get("a");
      assert.equal(object?.claimedSum, "other");
      assert.equal(object?.sum, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    },
  ));
