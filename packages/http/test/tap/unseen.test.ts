import assert from "node:assert/strict";
import { test } from "node:test";
import { httpRequest } from "../../src/http-request.ts";
import { openTapOn } from "../support/open-tap-on.ts";

const everything = httpRequest("upstream", "*", "/{rest*}");

function open() {
  const seen: string[] = [];
  const unseen: string[] = [];
  const opened = openTapOn({
    patterns: [everything],
    watch: ({ edge, message }) => void seen.push(`${edge} ${(message as { path: string }).path}`) as undefined,
    unseen: ({ what }) => unseen.push(what),
  });
  return { ...opened, seen, unseen };
}

const ok = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const odd: Record<string, [request: string, answer: string]> = {
  "a head of 100 KiB": [`GET /odd HTTP/1.1\r\ncookie: ${"x".repeat(102_400)}\r\n\r\n`, ok],
  "LF alone": ["GET /odd HTTP/1.1\nhost: x\n\n", "HTTP/1.1 200 OK\ncontent-length: 2\n\nok"],
  "a blank before a colon": [
    "POST /odd HTTP/1.1\r\ncontent-length : 1\r\n\r\nx",
    "HTTP/1.1 200 OK\r\ncontent-length : 2\r\n\r\nok",
  ],
  "an answer with a head of 100 KiB": [
    "GET /odd HTTP/1.1\r\n\r\n",
    `HTTP/1.1 200 OK\r\nset-cookie: ${"x".repeat(102_400)}\r\ncontent-length: 2\r\n\r\nok`,
  ],
};
for (const [what, [request, answer]] of Object.entries(odd)) {
  test(`with ${what}, it is seen, and so is what comes behind it on its connection`, () => {
    const { tap, seen, unseen, sentUp, sentDown } = open();
    const next = "GET /next HTTP/1.1\r\nhost: x\r\n\r\n";
    for (const [up, down] of [
      [request, answer],
      [next, ok],
    ] as const) {
      tap.up(Buffer.from(up));
      tap.down(Buffer.from(down));
    }
    assert.deepEqual(seen, ["before /odd", "after /odd", "before /next", "after /next"]);
    assert.deepEqual(unseen, []);
    assert.equal(sentUp().toString(), request + next);
    assert.equal(sentDown().toString(), answer + ok);
  });
}

const blind: Record<string, [up: string, down: string, said: string]> = {
  TLS: ["\x16\x03\x01\x02\x00", "", "a request and what follows on its connection: it does not begin as HTTP/1.1 does"],
  "HTTP/2": [
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "",
    "a request and what follows on its connection: its first line is not HTTP/1.1",
  ],
  "two lengths that differ": [
    "POST / HTTP/1.1\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
    "",
    "a request and what follows on its connection: its content-length is no length, or there are two that differ",
  ],
  "a chunk without a size": [
    "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "",
    "a request and what follows on its connection: a chunk of its body has no size",
  ],
  "an upgrade": [
    "GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n",
    "an answer and what follows on its connection: the connection was upgraded to websocket",
  ],
  "a tunnel": [
    "CONNECT db:1 HTTP/1.1\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n",
    "an answer and what follows on its connection: the connection was made a tunnel (CONNECT)",
  ],
};
for (const [what, [up, down, said]] of Object.entries(blind)) {
  test(`${what} passes unseen, and is reported once for its connection`, () => {
    const { tap, unseen, sentUp } = open();
    tap.up(Buffer.from(up, "latin1"));
    if (down !== "") tap.down(Buffer.from(down));
    for (const more of ["GET /more HTTP/1.1\r\n\r\n", "\x00"]) tap.up(Buffer.from(more));
    assert.deepEqual(unseen, [said]);
    assert.equal(sentUp().toString("latin1"), `${up}GET /more HTTP/1.1\r\n\r\n\x00`);
  });
}

test("a request that its client breaks off is not reported", () => {
  const { tap, unseen } = open();
  tap.up(Buffer.from("GET / HT"));
  tap.upEnd?.();
  assert.deepEqual(unseen, []);
});

test("a body beyond the limit that a moment reads is reported with the moment", async () => {
  const unseen: string[] = [];
  const { tap } = openTapOn({
    patterns: [httpRequest("upstream", "POST", "/a", ({ body }) => ({ a: body?.a ?? "none" }), { edges: ["before"] })],
    unseen: ({ what }) => unseen.push(what),
    limits: { bytes: 1_048_576, ms: 1_000 },
  });
  tap.up(Buffer.from("POST /a HTTP/1.1\r\ncontent-length: 2000000\r\n\r\n"));
  assert.deepEqual(unseen, ['the body of a request that the moment "POST /a" reads: it is longer than 1 MiB']);
});
