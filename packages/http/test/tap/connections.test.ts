import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Sighting } from "@chaos-packs/contract/kind";
import type { HttpMessage } from "../../src/http-message.ts";
import { httpRequest } from "../../src/http-request.ts";
import { openClient, openSocket } from "../support/client.ts";
import { openTestLink } from "../support/open-lane.ts";
import { openUpstream } from "../support/upstream.ts";

/** Everything, with its bodies. */
const everything = httpRequest<unknown, unknown>("upstream", "*", "/{rest*}", ({ params, body, answer }, edge) => ({
  ...params,
  has: JSON.stringify(edge === "before" ? body : answer) ?? "nothing",
}));

/** A watch that lets everything pass after a turn, and remembers it. */
function remembering() {
  const seen: (HttpMessage & { edge: string })[] = [];
  return {
    seen,
    watch: async ({ message, edge }: Sighting) => {
      seen.push({ ...(message as HttpMessage), edge });
      return "release" as const;
    },
  };
}

test("one connection is kept through many held requests", async () => {
  await using upstream = await openUpstream();
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using client = openClient(link.url);
  for (let index = 0; index < 20; index++)
    assert.equal((await client.send("POST", `/a/${index}`, { index })).status, 200);
  assert.equal(upstream.connections(), 1);
  assert.equal(seen.length, 40);
});

test("pipelined requests are answered in order while each is held at both edges", async () => {
  await using upstream = await openUpstream();
  const { watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.write([1, 2, 3].map((n) => `GET /${n} HTTP/1.1\r\nhost: x\r\n\r\n`).join(""));
  const text = await socket.says('"/3"');
  assert.deepEqual(
    [...text.matchAll(/"url":"\/(\d)"/g)].map(([, n]) => n),
    ["1", "2", "3"],
  );
});

test("a chunked body is decoded for the moment and reaches the server as it was", async () => {
  await using upstream = await openUpstream();
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.write('POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{"a":1\r\n');
  socket.write("1\r\n}\r\n0\r\nx-trailer: 1\r\n\r\n");
  await socket.says("200 OK");
  assert.deepEqual(seen[0]?.body, { a: 1 });
  assert.equal(upstream.heard[0]?.body, '{"a":1}');
});

test("a compressed answer is decoded for the moment and reaches the client as it was", async () => {
  await using upstream = await openUpstream((_, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync('{"boxes":[1]}')),
  );
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using client = openClient(link.url);
  assert.equal((await client.send("GET", "/a")).headers["content-encoding"], "gzip");
  assert.deepEqual(seen.at(-1)?.answer, { boxes: [1] });
});

test("a body beyond the cap is shown as undefined before any of it reaches the server, and then streamed", async () => {
  await using upstream = await openUpstream((heard, response) => response.end(heard.body));
  const edges: string[] = [];
  const watch = async ({ edge, message }: Sighting) => {
    const { body, answer } = message as HttpMessage;
    edges.push(`${edge} ${body === undefined} ${answer === undefined} ${upstream.heard.length}`);
    return "release" as const;
  };
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using client = openClient(link.url);
  const large = Buffer.alloc(3 * 1_048_576, "x");
  const { text } = await client.send("PUT", "/large", large);
  assert.equal(text.length, large.length);
  assert.deepEqual(edges, ["before true true 0", "after true true 1"]);
});

test("an answer that nobody wants arrives piece by piece while the server is still writing", async () => {
  let finish = () => {};
  await using upstream = await openUpstream((_, response) => {
    response.write("first");
    finish = () => void response.end("last");
  });
  await using link = await openTestLink(upstream.url);
  await using socket = await openSocket(link.url);
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await socket.says("first");
  assert.doesNotMatch(socket.text(), /last/);
  finish();
  await socket.says("last");
});

test("a stream of events is shown at its head and then flows, so that it never waits for an end that does not come", async () => {
  await using upstream = await openUpstream((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
  });
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.write("GET /events HTTP/1.1\r\nhost: x\r\n\r\n");
  await socket.says("data: 1");
  assert.deepEqual(
    seen.map(({ edge, status }) => [edge, status]),
    [
      ["before", undefined],
      ["after", 200],
    ],
  );
});

test("an answer that ends with its connection arrives whole", async () => {
  await using upstream = await openUpstream((_, response) => {
    response.shouldKeepAlive = false;
    response.removeHeader("transfer-encoding");
    response.useChunkedEncodingByDefault = false;
    response.end("to the end");
  });
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.write("GET / HTTP/1.0\r\n\r\n");
  assert.match(await socket.ended(), /\r\n\r\nto the end$/);
  assert.equal(seen.at(-1)?.status, 200);
});

test("a client that ends its side after the request gets the answer, also while it was held", async () => {
  await using upstream = await openUpstream();
  const { watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.socket.end("GET /half HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  assert.match(await socket.ended(), /"url":"\/half"/);
});

test("HEAD, 204 and 304 leave the connection usable", async () => {
  await using upstream = await openUpstream(({ url }, response) =>
    response.writeHead(Number(url.slice(1)), url === "/200" ? { "content-length": 5 } : {}).end(),
  );
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  for (const [method, path] of [
    ["HEAD", "200"],
    ["GET", "204"],
    ["GET", "304"],
    ["HEAD", "200"],
  ]) {
    socket.write(`${method} /${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  }
  const text = await socket.says(/200.*204.*304.*200 OK.*\r\n\r\n$/s);
  assert.equal(text.match(/^HTTP\/1\.1 /gm)?.length, 4);
  assert.deepEqual(
    seen.filter(({ edge }) => edge === "after").map(({ status }) => status),
    [200, 204, 304, 200],
  );
});

test("a client that expects 100 Continue is told so while its request is held, and only once", async () => {
  await using upstream = await openUpstream();
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.write("POST /big HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 7\r\n\r\n");
  await socket.says("100 Continue");
  assert.equal(upstream.heard.length, 0);
  socket.write('{"a":1}');
  const text = await socket.says("200 OK");
  assert.equal(text.match(/100 Continue/g)?.length, 1);
  assert.deepEqual(seen[0]?.body, { a: 1 });
});

test("an upgraded connection passes both ways", async () => {
  await using upstream = await openUpstream();
  upstream.server.on("upgrade", (_, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
    socket.pipe(socket);
  });
  const { watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [everything], watch });
  await using socket = await openSocket(link.url);
  socket.write("GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
  await socket.says("upgrade: echo\r\n\r\n");
  socket.write("no http at all");
  await socket.says("no http at all");
  socket.socket.end();
  await once(socket.socket, "close");
});
