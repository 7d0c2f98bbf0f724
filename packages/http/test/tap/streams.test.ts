import assert from "node:assert/strict";
import { once } from "node:events";
import type http from "node:http";
import net from "node:net";
import { test } from "node:test";
import type { Sighting, UnseenReport } from "@chaos-packs/contract/kind";
import type { HttpMessage } from "../../src/http-message.ts";
import { httpRequest } from "../../src/http-request.ts";
import { openSocket } from "../support/client.ts";
import { openTestLink } from "../support/open-lane.ts";
import { openUpstream } from "../support/upstream.ts";

const lines = httpRequest("upstream", "GET", "/{rest*}");
const reading = httpRequest("upstream", "*", "/{rest*}", ({ answer }, edge) =>
  edge === "before" ? {} : { text: answer?.text ?? "none" },
);
const get = "GET /lines HTTP/1.1\r\nhost: x\r\n\r\n";

/** An upstream that says one line after another when the test tells it to. */
async function openTeller(headers: http.OutgoingHttpHeaders) {
  let begun: (response: http.ServerResponse) => void = () => {};
  const response = new Promise<http.ServerResponse>((resolve) => {
    begun = resolve;
  });
  const upstream = await openUpstream((_, each) => {
    each.writeHead(200, headers);
    each.flushHeaders();
    begun(each);
  });
  return { ...upstream, say: async (text: string) => void (await response).write(text), response };
}

/** Lets everything pass after a turn, and remembers it. */
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

for (const type of ["application/x-ndjson", "application/json", "Text/Event-Stream; charset=utf-8", "", "text/plain"]) {
  test(`an answer of the type "${type}" that a moment does not read passes piece by piece, also when it never ends`, async () => {
    await using upstream = await openTeller(type === "" ? {} : { "content-type": type });
    const { seen, watch } = remembering();
    await using link = await openTestLink(upstream.url, { patterns: [lines], watch });
    await using socket = await openSocket(link.url);
    socket.write(get);
    await socket.says("200 OK");
    for (let count = 1; count <= 6; count++) {
      await upstream.say(`{"line":${count}}\n`);
      await socket.says(`{"line":${count}}`); // the server has not said the next one
    }
    assert.deepEqual(
      seen.map(({ edge, status }) => [edge, status]),
      [
        ["before", undefined],
        ["after", 200],
      ],
    );
  });
}

for (const type of ["Text/Event-Stream", "application/x-ndjson", "application/json-seq"]) {
  test(`nobody waits for the end of ${type}, whatever a moment reads, and the run says that its body was not shown`, async () => {
    await using upstream = await openTeller({ "content-type": type });
    const { seen, watch } = remembering();
    const unseen: UnseenReport[] = [];
    await using link = await openTestLink(upstream.url, {
      patterns: [reading],
      watch,
      unseen: (each) => unseen.push(each),
    });
    await using socket = await openSocket(link.url);
    socket.write(get);
    await upstream.say('{"text":"a"}\n');
    await socket.says('"a"');
    assert.equal(seen.at(-1)?.answer, undefined);
    assert.deepEqual(unseen, [
      {
        why: "undecoded",
        what: `the body of an answer that the moment "any /{rest*}" reads: it is a stream (${type})`,
      },
    ]);
  });
}

test("an answer that a moment reads is kept back until it is whole, at most for a time, and then passes as it comes", async () => {
  await using upstream = await openTeller({ "content-type": "application/json" });
  const { seen, watch } = remembering();
  const unseen: UnseenReport[] = [];
  await using link = await openTestLink(upstream.url, {
    patterns: [reading],
    watch,
    unseen: (each) => unseen.push(each),
    hold: { ms: 60 },
  });
  await using socket = await openSocket(link.url);
  socket.write(get);
  await upstream.say('{"text":');
  await socket.says('{"text":');
  assert.equal(seen.at(-1)?.edge, "after");
  assert.equal(seen.at(-1)?.answer, undefined);
  await upstream.say('"b"}');
  await socket.says('"b"}');
  assert.match(unseen[0]?.what ?? "", /the moment "any \/\{rest\*\}" reads: it was not whole within 0\.06 s/);
});

test("an answer that is whole in time is shown with its body, however many pieces it came in", async () => {
  await using upstream = await openTeller({ "content-type": "application/json" });
  const { seen, watch } = remembering();
  await using link = await openTestLink(upstream.url, { patterns: [reading], watch });
  await using socket = await openSocket(link.url);
  socket.write(get);
  await upstream.say('{"text":');
  await upstream.say('"b"');
  (await upstream.response).end("}");
  await socket.says(/"b"\r\n1\r\n}\r\n0\r\n\r\n$/);
  assert.deepEqual(seen.at(-1)?.answer, { text: "b" });
});

test("an upload whose body no moment before it reads goes to the server piece by piece, and is read at the edge after", async () => {
  let heard: (text: string) => void = () => {};
  const pieces = [1, 2].map(
    () =>
      new Promise<string>((resolve) => {
        const earlier = heard;
        heard = (text) => {
          heard = earlier;
          resolve(text);
        };
      }),
  );
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      heard(String(bytes));
      if (String(bytes).endsWith("0\r\n\r\n")) socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const upload = httpRequest("upstream", "PUT", "/up", ({ body }) => ({ a: body.a }), { edges: ["after"] });
  const { seen, watch } = remembering();
  {
    await using link = await openTestLink(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`, {
      patterns: [upload],
      watch,
    });
    await using socket = await openSocket(link.url);
    socket.write('PUT /up HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n');
    assert.match((await pieces[1]) ?? "", /\{"a"/);
    socket.write("3\r\n:1}\r\n0\r\n\r\n");
    assert.match((await pieces[0]) ?? "", /:1\}/);
    await socket.says("204");
  }
  server.close();
  assert.deepEqual(seen.at(-1)?.body, { a: 1 });
});

test("an upload that a moment reads before is kept back, at most for a time", async () => {
  await using upstream = await openUpstream();
  const reads = httpRequest("upstream", "PUT", "/up", ({ body }) => ({ a: body?.a ?? "none" }), { edges: ["before"] });
  const { seen, watch } = remembering();
  const unseen: string[] = [];
  await using link = await openTestLink(upstream.url, {
    patterns: [reads],
    watch,
    unseen: ({ what }) => unseen.push(what),
    hold: { ms: 60 },
  });
  await using socket = await openSocket(link.url);
  const reached = once(upstream.server, "request");
  socket.write('PUT /up HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n');
  await reached; // of half a request
  assert.equal(seen[0]?.body, undefined);
  socket.write("3\r\n:1}\r\n0\r\n\r\n");
  await socket.says("200 OK");
  assert.deepEqual(unseen, ['the body of a request that the moment "PUT /up" reads: it was not whole within 0.06 s']);
});

test("half a request that was kept back is sent on when its client ends", async () => {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("data", (bytes) => socket.write(bytes));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  {
    await using link = await openTestLink(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`, {
      patterns: [httpRequest("upstream", "PUT", "/up", ({ body }) => ({ a: body.a }))],
      watch: () => Promise.resolve("release"),
    });
    await using socket = await openSocket(link.url);
    const half = "PUT /up HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{";
    socket.socket.end(half);
    assert.equal(await socket.ended(), half);
  }
  server.close();
});

test("a decision that fails while nothing comes resets the connection, and closing the link says so", async () => {
  await using upstream = await openTeller({ "content-type": "application/json" });
  const link = await openTestLink(upstream.url, {
    patterns: [reading],
    watch: ({ edge }) => {
      if (edge === "after") throw new RangeError("a mistake of its author");
      return undefined;
    },
    hold: { ms: 20 },
  });
  await using socket = await openSocket(link.url);
  socket.write(get);
  await upstream.say("{");
  await socket.ended();
  await assert.rejects(link[Symbol.asyncDispose](), { code: "TAP_FAILED" });
});
