import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { CapabilityBinding, Json, Operation, Own } from "@chaos-packs/contract";
import { Agent } from "undici";
import { ownConnections } from "../../src/lane/own-connections.ts";
import type { Replica } from "../../src/lane/replica.ts";
import { Recorder } from "../../src/run/recorder.ts";
import { type ClientOptions, WorkloadClient } from "../../src/run/workload-client.ts";

/** Answers `/hang` never, `/busy` with 503, and tells of connections that clients give up. */
const server = http.createServer((request, response) => {
  request.socket.once("close", () => server.emit("hung up"));
  if (request.url === "/hang") return server.emit("hanging");
  const status = request.url === "/busy" ? 503 : Number(/^\/status\/(\d+)/.exec(request.url ?? "")?.[1] ?? 200);
  response.writeHead(status, { "content-type": "application/json", "retry-after": "2" });
  return response.end(JSON.stringify({ error: "pool of 5" }));
});
const agent = new Agent();

before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
after(async () => {
  await agent.destroy();
  server.close();
});

function clientOf(
  signal = new AbortController().signal,
  other?: CapabilityBinding,
): { client: WorkloadClient; last: () => Operation } {
  const recorder = new Recorder();
  const get = (path: string) => () => ({ role: "api", method: "GET", path });
  const nothing = { operations: {}, observations: {}, arrangements: {}, traits: {}, moments: {}, series: {} };
  const own = {
    ...nothing,
    capability: { name: "any", operations: {} },
    operations: { hang: get("/hang"), busy: get("/busy"), quick: get("/") },
    observations: {
      hung: (own: Own, _input: Json, until: AbortSignal) =>
        own.request({ role: "api", method: "GET", path: "/hang" }, { signal: until }),
    },
  } as unknown as CapabilityBinding;
  const binding = { ...nothing, ...(other ?? own) };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const replicas = [{ id: { role: "api", index: 0 }, url }] as unknown as readonly Replica[];
  const lane = { replicas, agent, own: ownConnections({ dependencies: {}, replicas, agent }) };
  const options = { during: "run", binding, lane, recorder, signal, faultless: true };
  return {
    client: new WorkloadClient(options as unknown as ClientOptions),
    last: () => recorder.recorded.operations.at(-1) as Operation,
  };
}

test("a failed answer is recorded with its status, headers and body", async () => {
  const { client, last } = clientOf();
  assert.deepEqual(await client.call("busy"), {
    ok: false,
    error: '503 {"error":"pool of 5"}',
    unknown: false,
    status: 503,
  });
  const { result } = last();
  assert.ok(result.status === "failed");
  assert.equal(result.headers?.["retry-after"], "2");
  assert.deepEqual(result.body, { error: "pool of 5" });
});

/** A client whose target maps "look" with this answer, and promises a state. */
function mapping(status: number, answer?: (body: never, status: number) => unknown): WorkloadClient {
  const request = { role: "api", method: "GET", path: `/status/${status}` };
  const output = { type: "object", properties: { state: { type: "string" } }, required: ["state"] };
  const capability = { name: "any", operations: { look: { output } } };
  return clientOf(undefined, {
    capability,
    operations: { look: () => (answer ? { request, answer } : request) },
  } as unknown as CapabilityBinding).client;
}

test("answer sees every status below 500, so that 404 can mean absent", async () => {
  const seen: number[] = [];
  const answer = (_body: never, status: number) => {
    seen.push(status);
    return { state: status === 404 ? "absent" : "there" };
  };
  for (const status of [200, 404, 409, 499])
    assert.deepEqual(await mapping(status, answer).call("look"), {
      ok: true,
      output: { state: status === 404 ? "absent" : "there" },
    });
  const failed = { ok: false, error: '500 {"error":"pool of 5"}', unknown: false, status: 500 };
  assert.deepEqual(await mapping(500, answer).call("look"), failed);
  assert.deepEqual(seen, [200, 404, 409, 499]);
});

for (const [what, answer] of [
  ["is absent", undefined],
  ["returns undefined", (_body: unknown, _status: number) => undefined],
  ["does not look at the status", () => ({ state: "there" })],
  ["throws", ({ items }: { items: string[] }, _status: number) => ({ state: items.join() })],
  ["makes what does not fit the operation's output", ({ state }: { state?: string }, _status: number) => ({ state })],
] as const) {
  test(`an operation has failed with status 404 when answer ${what}`, async () => {
    const { ok, ...rest } = await mapping(404, answer as never).call("look");
    assert.deepEqual({ ok, ...rest }, { ok: false, error: '404 {"error":"pool of 5"}', unknown: false, status: 404 });
  });
}

test("a client that hangs up closes its connection, and is neither answered nor overdue", async () => {
  const { client, last } = clientOf();
  const hungUp = once(server, "hung up");
  const answer = await client.hangUp("hang", {}, once(server, "hanging"));
  await hungUp;
  assert.deepEqual(answer, { ok: false, error: "the client hung up", unknown: true });
  assert.equal(last().hungUp, true);
  assert.equal(last().overdue, undefined);
});

test("a client that would hang up is answered when the answer comes first", async () => {
  const { client, last } = clientOf();
  const answer = await client.hangUp("quick", {}, new Promise(() => {}));
  assert.deepEqual(answer, { ok: true, output: { error: "pool of 5" } });
  assert.equal(last().hungUp, undefined);
});

test("a look that hangs is given up when the scenario's deadline is over", async () => {
  const deadline = new AbortController();
  const { client } = clientOf(deadline.signal);
  const hanging = once(server, "hanging");
  const looked = assert.rejects(client.observe("hung"), /deadline over/);
  await hanging;
  deadline.abort(new Error("deadline over"));
  await looked;
});
