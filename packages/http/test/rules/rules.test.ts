import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fault, Link, Sighting, World } from "@chaos-packs/contract/kind";
import { answerWith } from "../../src/faults/answer-with.ts";
import { corruptAnswer } from "../../src/faults/corrupt-answer.ts";
import { delayRequest } from "../../src/faults/delay-request.ts";
import { fullStore } from "../../src/faults/full-store.ts";
import { hangRequest } from "../../src/faults/hang-request.ts";
import { malformedBody } from "../../src/faults/malformed-body.ts";
import { refuseWrites } from "../../src/faults/refuse-writes.ts";
import { resetRequest } from "../../src/faults/reset-request.ts";
import type { HttpMessage } from "../../src/http-message.ts";
import { httpRequest } from "../../src/http-request.ts";
import { presets } from "../../src/presets.ts";
import { openClient, openSocket } from "../support/client.ts";
import { openTestLink } from "../support/open-lane.ts";
import { openUpstream } from "../support/upstream.ts";

/** Injects a fault into one link, as the harness does. */
const inject = (fault: Fault, link: Link): Promise<AsyncDisposable> =>
  fault.inject({ links: () => [link], signal: new AbortController().signal, random: () => 0 } as unknown as World);

test("a request answered by a rule never reaches the server, and its connection goes on until and after the heal", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await client.send("GET", "/first");
  const undo = await inject(
    answerWith({ status: 503, headers: { "Retry-After": "1" }, body: { error: "busy" } }),
    link.link,
  );
  const struck = await client.send("POST", "/ocr", { chunk: 1 });
  assert.deepEqual([struck.status, struck.text, struck.headers["retry-after"]], [503, '{"error":"busy"}', "1"]);
  await undo[Symbol.asyncDispose]();
  assert.equal((await client.send("GET", "/last")).status, 200);
  assert.deepEqual(
    upstream.heard.map(({ url }) => url),
    ["/first", "/last"],
  );
  assert.equal(upstream.connections(), 1);
});

test("an answer of a rule to HEAD has no body", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using _ = await inject(answerWith({ status: 503, body: { error: "busy" }, times: 1 }), link.link);
  await using socket = await openSocket(link.url);
  socket.write("HEAD /a HTTP/1.1\r\nhost: x\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n");
  assert.match(await socket.says("/b"), /content-length: 16\r\n\r\nHTTP\/1\.1 200 OK/);
});

test("an answer of a rule waits for those of the requests before it", async () => {
  let answerFirst = () => {};
  await using upstream = await openUpstream(({ url }, response) => {
    if (url === "/slow") answerFirst = () => void response.end("slow");
    else response.end(`real ${url}`);
    if (url !== "/slow") return;
    arrived();
  });
  let arrived = () => {};
  const isThere = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await using link = await openTestLink(upstream.url);
  await using _ = await inject(answerWith({ status: 500, body: "ruled", match: { path: "/ruled" } }), link.link);
  await using socket = await openSocket(link.url);
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
  socket.write(get("/slow") + get("/ruled") + get("/ruled") + get("/after"));
  await isThere;
  assert.equal(socket.text(), "");
  answerFirst();
  const text = await socket.says("real /after");
  assert.deepEqual(text.match(/slow|ruled|real \/after/g), ["slow", "ruled", "ruled", "real /after"]);
});

test("times strikes only the next so many of the requests that match", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await using _ = await inject(
    answerWith({ status: 429, times: 2, match: { method: "PUT", path: "/objects/{key}" } }),
    link.link,
  );
  const statuses: number[] = [];
  for (const [method, path] of [
    ["GET", "/objects/a"],
    ["PUT", "/objects/a"],
    ["PUT", "/other"],
    ["PUT", "/objects/b"],
    ["PUT", "/objects/c"],
  ] as const) {
    statuses.push((await client.send(method, path)).status);
  }
  assert.deepEqual(statuses, [200, 429, 200, 429, 200]);
});

test("every fifth strikes exactly every fifth, and a fraction is spread evenly", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  const strikes = async (fault: Fault): Promise<string> => {
    await using _ = await inject(fault, link.link);
    let text = "";
    for (let index = 0; index < 20; index++) text += (await client.send("GET", "/")).status >= 500 ? "x" : ".";
    return text;
  };
  assert.match(await strikes(answerWith({ status: 503, every: 5 })), /^(\.*)x(\.{4}x){3}\.*$/);
  assert.equal((await strikes(answerWith({ status: 503, fraction: 0.3 }))).match(/x/g)?.length, 6);
  assert.equal((await strikes(presets["upstream-intermittent"]())).match(/x/g)?.length, 10);
});

test("a match on the body strikes just those requests", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await using _ = await inject(answerWith({ status: 500, match: { body: { chunk: 5 } } }), link.link);
  const statuses: number[] = [];
  for (const chunk of [4, 5, 6]) statuses.push((await client.send("POST", "/ocr", { chunk })).status);
  assert.deepEqual(statuses, [200, 500, 200]);
});

test("a match on nested fields, on elements and on the fields of forms strikes just those requests", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await using _ = await inject(
    answerWith({ status: 500, match: { body: { job: { id: 7, pages: [{ no: 1 }, 2] } } } }),
    link.link,
  );
  const json = { job: { id: 7, pages: [{ no: 1, of: 3 }, 2], more: true }, more: null };
  const others = [
    { job: { ...json.job, id: 8 } },
    { job: { ...json.job, pages: [{ no: 1 }, 2, 3] } },
    { job: { id: 7 } },
    { job: null },
    { job: "id" },
  ];
  assert.equal((await client.send("POST", "/", json)).status, 500);
  for (const other of others) assert.equal((await client.send("POST", "/", other)).status, 200, JSON.stringify(other));

  await using __ = await inject(
    answerWith({ status: 429, match: { body: { chunk: "5", tag: ["x", "y"] } } }),
    link.link,
  );
  const form = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await client.send("POST", "/", "chunk=5&tag=x&tag=y", form)).status, 429);
  assert.equal((await client.send("POST", "/", "chunk=6&tag=x&tag=y", form)).status, 200);
  const parts = ['chunk"\r\n\r\n5', 'tag"\r\n\r\nx', 'tag"\r\n\r\ny'];
  const multipart = parts.map((part) => `--b\r\ncontent-disposition: form-data; name="${part}\r\n`).join("");
  const type = { "content-type": "multipart/form-data; boundary=b" };
  assert.equal((await client.send("POST", "/", `${multipart}--b--\r\n`, type)).status, 429);
});

test("a rule on a body, laid while the request is held at its head, strikes it by its body when it is released", async () => {
  await using upstream = await openUpstream();
  const watch = async ({ edge }: Sighting) => {
    if (edge === "before" && !undos.length)
      undos.push(await inject(answerWith({ status: 500, match: { body: { chunk: 5 } } }), link.link));
    return "release" as const;
  };
  const undos: AsyncDisposable[] = [];
  await using link = await openTestLink(upstream.url, { patterns: [httpRequest("upstream", "POST", "/ocr")], watch });
  await using client = openClient(link.url);
  assert.equal((await client.send("POST", "/ocr", { chunk: 5 })).status, 500);
  assert.equal((await client.send("POST", "/ocr", { chunk: 6 })).status, 200);
});

test("a rule laid while a request is held strikes that request when it is released, and the answer is seen at the edge after", async () => {
  await using upstream = await openUpstream();
  const ocr = httpRequest("upstream", "POST", "/ocr");
  let undo: AsyncDisposable | undefined;
  const after: unknown[] = [];
  const watch = async ({ edge, message }: Sighting) => {
    if (edge === "before")
      undo ??= await inject(answerWith({ status: 500, body: { error: "x" }, times: 1 }), link.link);
    else after.push((message as HttpMessage).status, (message as HttpMessage).answer);
    return "release" as const;
  };
  await using link = await openTestLink(upstream.url, { patterns: [ocr], watch });
  await using client = openClient(link.url);
  assert.equal((await client.send("POST", "/ocr", { chunk: 5 })).status, 500);
  assert.deepEqual(after, [500, { error: "x" }]);
  assert.equal((await client.send("POST", "/ocr", { chunk: 5 })).status, 200);
  await undo?.[Symbol.asyncDispose]();
});

test("a full store answers 507 to what writes, takes in the whole body first, and goes on serving reads", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await using _ = await inject(fullStore(), link.link);
  assert.equal((await client.send("PUT", "/objects/a", Buffer.alloc(2_000_000))).status, 507);
  assert.equal((await client.send("GET", "/objects/a")).status, 200);
  assert.equal((await client.send("DELETE", "/objects/a")).status, 200);
  assert.equal(upstream.connections(), 1);
  assert.equal(upstream.heard.length, 2);
});

test("refused writes are PUT, POST, PATCH and DELETE", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await using _ = await inject(refuseWrites(), link.link);
  const statuses: number[] = [];
  for (const method of ["PUT", "POST", "PATCH", "DELETE", "GET"])
    statuses.push((await client.send(method, "/a")).status);
  assert.deepEqual(statuses, [503, 503, 503, 503, 200]);
});

test("a client that expects 100 Continue and is struck sends its body, and gets the answer of the rule", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using _ = await inject(fullStore(), link.link);
  await using socket = await openSocket(link.url);
  socket.write("PUT /a HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
  await socket.says("100 Continue");
  socket.write("ab");
  await socket.says("507 Insufficient Storage");
  assert.equal(upstream.heard.length, 0);
});

test("a request that hangs gets no answer, the server hears nothing of it, and the heal resets its connection", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  const undo = await inject(hangRequest({ match: { path: "/hang" } }), link.link);
  await using socket = await openSocket(link.url);
  socket.write("GET /hang HTTP/1.1\r\nhost: x\r\n\r\n");
  await using client = openClient(link.url);
  assert.equal((await client.send("GET", "/other")).status, 200);
  assert.equal(socket.text(), "");
  await undo[Symbol.asyncDispose]();
  await socket.ended();
  assert.equal(socket.text(), "");
  assert.deepEqual(
    upstream.heard.map(({ url }) => url),
    ["/other"],
  );
});

test("a client that gives up a hanging request leaves no connection behind", async () => {
  await using upstream = await openUpstream();
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  await using link = await openTestLink(upstream.url, { connection: ({ phase }) => phase === "closed" && closed() });
  await using _ = await inject(hangRequest(), link.link);
  await using socket = await openSocket(link.url);
  socket.socket.end("GET /hang HTTP/1.1\r\nhost: x\r\n\r\n");
  await isClosed;
  assert.equal(link.link.connections(), 0);
  assert.equal(upstream.heard.length, 0);
});

test("a hanging request that is released at the heal reaches the server late", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  const undo = await inject(hangRequest({ atHeal: "release" }), link.link);
  const answer = client.send("POST", "/late", { a: 1 });
  await using other = openClient(upstream.url);
  await other.send("GET", "/meanwhile");
  assert.deepEqual(
    upstream.heard.map(({ url }) => url),
    ["/meanwhile"],
  );
  await undo[Symbol.asyncDispose]();
  assert.equal((await answer).status, 200);
});

test("a reset request never reaches the server", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  await using _ = await inject(resetRequest({ times: 1 }), link.link);
  await assert.rejects(client.send("POST", "/a", { a: 1 }), { code: /ECONNRESET|UND_ERR_SOCKET/ });
  assert.equal((await client.send("POST", "/a", { a: 2 })).status, 200);
  assert.equal(upstream.heard.length, 1);
});

test("a delayed request waits as long as told, or until the heal", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  const short = await inject(delayRequest({ ms: 60 }), link.link);
  const start = performance.now();
  await client.send("GET", "/");
  assert.ok(performance.now() - start >= 55);
  await short[Symbol.asyncDispose]();
  const long = await inject(delayRequest({ ms: 600_000 }), link.link);
  const answer = client.send("GET", "/healed");
  await using other = openClient(upstream.url);
  await other.send("GET", "/meanwhile");
  assert.equal(upstream.heard.at(-1)?.url, "/meanwhile");
  await long[Symbol.asyncDispose]();
  assert.equal((await answer).status, 200);
});

test("a malformed body comes with status 200 and is no JSON, in each of its ways", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  for (const how of ["truncated", "invalid", "html"] as const) {
    await using _ = await inject(malformedBody({ how }), link.link);
    const { status, text, headers } = await client.send("GET", "/");
    assert.equal(status, 200);
    assert.equal(headers["content-type"], how === "html" ? "text/html" : "application/json");
    assert.throws(() => JSON.parse(text), SyntaxError);
  }
});

test("a corrupt answer is what the server said with one byte changed, or its second half missing, and the connection goes on", async () => {
  await using upstream = await openUpstream((_, response) => response.write("0123") && response.end("456789"));
  await using link = await openTestLink(upstream.url);
  await using client = openClient(link.url);
  {
    await using _ = await inject(corruptAnswer({ how: "truncate" }), link.link);
    assert.equal((await client.send("GET", "/")).text, "01234");
  }
  {
    await using _ = await inject(corruptAnswer(), link.link);
    const { text } = await client.send("GET", "/");
    assert.notEqual(text, "0123456789");
    assert.equal(text.slice(0, 5), "01234");
  }
  assert.equal((await client.send("GET", "/")).text, "0123456789");
  assert.equal(upstream.connections(), 1);
});

for (const type of ["text/event-stream", "application/json"]) {
  test(`an answer of ${type} that never ends is corrupt, too, and nobody waits for its end`, async () => {
    await using upstream = await openUpstream((_, response) => {
      response.writeHead(200, { "content-type": type });
      response.write("0123456789");
    });
    await using link = await openTestLink(upstream.url, { hold: { ms: 40 } });
    await using socket = await openSocket(link.url);
    {
      await using _ = await inject(corruptAnswer(), link.link);
      socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      await socket.says(/\r\na\r\n01234\xca6789\r\n$/);
    }
    await using other = await openSocket(link.url);
    await using __ = await inject(corruptAnswer({ how: "truncate" }), link.link);
    other.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    const text = await other.ended();
    assert.match(text, /connection: close\r\ncontent-length: 5\r\n\r\n01234$/);
    assert.doesNotMatch(text, /transfer-encoding|keep-alive/i);
  });
}

test("a rule of another kind, and one with a bad share, are refused with a clear error", async () => {
  await using upstream = await openUpstream();
  await using link = await openTestLink(upstream.url);
  await assert.rejects(link.link.rule({ protocol: "postgres" }), { code: "RULE_NOT_SUPPORTED" });
  await assert.rejects(inject(answerWith({ status: 500, every: 0 }), link.link), { code: "INVALID_RULE" });
  assert.throws(() => delayRequest({ ms: 2 ** 31 }), { code: "BAD_DELAY" });
  const endless = { protocol: "http", action: { do: "delay", ms: Number.POSITIVE_INFINITY } };
  await assert.rejects(link.link.rule(endless), { code: "BAD_DELAY" });
  await assert.rejects(inject(answerWith({ status: 500, match: { path: "no slash" } }), link.link), {
    code: "INVALID_PATH_TEMPLATE",
  });
});

test("every fault on requests is plain data under a name", () => {
  const { "all-upstreams-down": allDown, "cache-and-upstreams-down": cacheToo, ...presetsOfOne } = presets;
  const all = [
    answerWith({ status: 503, match: { path: { matches: "^/a" } } }),
    fullStore(),
    refuseWrites(),
    hangRequest(),
    resetRequest(),
    delayRequest({ ms: 5 }),
    malformedBody(),
    corruptAnswer(),
    allDown({ upstreams: ["ocr", "store"] }),
    cacheToo({ cache: "redis", upstreams: ["ocr"] }),
    ...Object.values(presetsOfOne).map((preset) => preset()),
  ];
  for (const { args, name } of all) {
    assert.deepEqual(JSON.parse(JSON.stringify(args)), args, name);
  }
});
