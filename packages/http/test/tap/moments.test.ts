import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import type { Fate, Sighting } from "@chaos-packs/contract/kind";
import type { HttpMessage } from "../../src/http-message.ts";
import { httpRequest } from "../../src/http-request.ts";
import { openClient } from "../support/client.ts";
import { openTestLink } from "../support/open-lane.ts";
import { openUpstream } from "../support/upstream.ts";

const ocr = httpRequest("upstream", "POST", "/ocr", ({ body }) => ({ chunk: body.chunk }));
const reading = httpRequest("upstream", "POST", "/ocr", ({ body, answer }) => ({
  chunk: body.chunk,
  text: answer?.text ?? "",
}));

/** A watch whose answer the test gives. */
function hold(edge: "before" | "after") {
  let decide: (fate: Fate) => void = () => {};
  let seen: (sighting: Sighting) => void = () => {};
  const sighting = new Promise<Sighting>((resolve) => {
    seen = resolve;
  });
  const fate = new Promise<Fate>((resolve) => {
    decide = resolve;
  });
  const watch = (each: Sighting) => {
    if (each.edge !== edge) return undefined;
    seen(each);
    return fate;
  };
  return { watch, sighting, decide };
}

test("at the edge before, the server hears nothing of a held request until it is released", async () => {
  await using upstream = await openUpstream();
  const { watch, sighting, decide } = hold("before");
  await using link = await openTestLink(upstream.url, { patterns: [ocr], watch });
  await using client = openClient(link.url);
  const answer = client.send("POST", "/ocr", { chunk: 5 });
  const { message, dependency, by, edge } = await sighting;
  assert.deepEqual(
    { dependency, by, edge },
    { dependency: "upstream", by: { role: "worker", index: 0 }, edge: "before" },
  );
  assert.deepEqual(ocr.scopeOf(message as HttpMessage, "before"), { chunk: 5 });
  assert.equal(upstream.heard.length, 0);
  decide("release");
  assert.equal((await answer).status, 200);
  assert.deepEqual(
    upstream.heard.map(({ body }) => body),
    ['{"chunk":5}'],
  );
});

test("a request that is dropped at the edge before never reaches the server, and its connection is reset", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url, { patterns: [ocr], watch: () => Promise.resolve("drop") });
  await using client = openClient(link.url);
  await assert.rejects(client.send("POST", "/ocr", { chunk: 5 }), { code: /ECONNRESET|UND_ERR_SOCKET/ });
  assert.equal(upstream.heard.length, 0);
});

test("at the edge after, the server has answered and the client knows nothing of it until it is released", async () => {
  await using upstream = await openUpstream((_, response) => response.writeHead(503).end('{"error":"busy"}'));
  const { watch, sighting, decide } = hold("after");
  await using link = await openTestLink(upstream.url, { patterns: [reading], watch });
  await using client = openClient(link.url);
  let isAnswered = false;
  const answer = client.send("POST", "/ocr", { chunk: 5 }).finally(() => {
    isAnswered = true;
  });
  const message = (await sighting).message as HttpMessage;
  assert.equal(upstream.heard.length, 1);
  assert.equal(isAnswered, false);
  assert.equal(message.status, 503);
  assert.deepEqual(message.answer, { error: "busy" });
  assert.deepEqual(message.body, { chunk: 5 });
  assert.equal(ocr.failureOf?.(message), "HTTP 503");
  decide("release");
  assert.equal((await answer).text, '{"error":"busy"}');
});

test("an answer that is dropped at the edge after never reaches the client, though the server has done the work", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url, {
    patterns: [ocr],
    watch: ({ edge }) => (edge === "after" ? Promise.resolve("drop") : undefined),
  });
  await using client = openClient(link.url);
  await assert.rejects(client.send("POST", "/ocr", { chunk: 5 }), { code: /ECONNRESET|UND_ERR_SOCKET/ });
  assert.equal(upstream.heard.length, 1);
});

/** An upstream that answers as HTTP/1.0 does: the end of the connection is the end of the answer. */
async function openEndingUpstream(answer: string): Promise<{ url: string } & AsyncDisposable> {
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}

test("an answer without a length is shown with its body when the server has ended, and held until it is released", async () => {
  await using upstream = await openEndingUpstream(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"text":"whole"}',
  );
  const { watch, sighting, decide } = hold("after");
  await using link = await openTestLink(upstream.url, { patterns: [reading], watch });
  await using client = openClient(link.url);
  const answer = client.send("POST", "/ocr", { chunk: 5 });
  assert.deepEqual(((await sighting).message as HttpMessage).answer, { text: "whole" });
  decide("release");
  assert.equal((await answer).text, '{"text":"whole"}');
});

test("of an answer that its server breaks off, the client gets what came, and what is shown has no body", async () => {
  await using upstream = await openEndingUpstream(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"text":',
  );
  const { watch, sighting, decide } = hold("after");
  await using link = await openTestLink(upstream.url, { patterns: [reading], watch });
  const { hostname, port } = new URL(link.url);
  const socket = net.connect({ host: hostname, port: Number(port) });
  socket.write("POST /ocr HTTP/1.1\r\nhost: x\r\ncontent-length: 11\r\n\r\n" + '{"chunk":5}');
  assert.equal(((await sighting).message as HttpMessage).answer, undefined);
  decide("release");
  let read = "";
  for await (const bytes of socket) read += String(bytes);
  assert.ok(read.endsWith('{"text":'), read);
});

test("only requests that a pattern wants are shown, on the edges it names", async () => {
  await using upstream = await openUpstream();
  const seen: string[] = [];
  const patterns = [
    ocr,
    httpRequest("upstream", "PUT", "/objects/{key}", ({ params }) => params, { edges: ["after"] }),
  ];
  const watch = ({ edge, message }: Sighting) =>
    void seen.push(`${edge} ${(message as HttpMessage).method} ${(message as HttpMessage).path}`);
  await using link = await openTestLink(upstream.url, { patterns, watch: (each) => watch(each) as undefined });
  await using client = openClient(link.url);
  await client.send("GET", "/ocr");
  await client.send("POST", "/other", { chunk: 1 });
  await client.send("PUT", "/objects/a%2Fb?v=1", "plain");
  await client.send("POST", "/ocr", { chunk: 1 });
  assert.deepEqual(seen, ["after PUT /objects/a%2Fb", "before POST /ocr", "after POST /ocr"]);
  assert.equal(upstream.connections(), 1);
});
