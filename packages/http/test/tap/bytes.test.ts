import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { httpRequest } from "../../src/http-request.ts";
import { cut } from "../support/cut.ts";
import { openTapOn } from "../support/open-tap-on.ts";

const everything = httpRequest("upstream", "*", "/{rest*}");
const places = fc.array(fc.nat(3_000), { maxLength: 12 });
const body = fc.string({ maxLength: 80 });
const ask = (path: string, text: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
const say = (text: string): string =>
  `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${text && `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`}0\r\n\r\n`;

test("pipelined requests and their answers pass unchanged, held or not, however they are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(body, { minLength: 1, maxLength: 4 }),
      places,
      places,
      fc.constantFrom("held", "shown", "not wanted"),
      async (bodies, upPlaces, downPlaces, how) => {
        let asked = 0;
        const watch = () => {
          asked++;
          return how === "held" ? Promise.resolve("release" as const) : undefined;
        };
        const { tap, sentUp, sentDown } = openTapOn({ patterns: how === "not wanted" ? [] : [everything], watch });
        const up = Buffer.from(bodies.map((text) => ask("/a", text)).join(""));
        const down = Buffer.from(bodies.map(say).join(""));
        for (const part of cut(up, upPlaces)) await tap.up(part);
        for (const part of cut(down, downPlaces)) await tap.down(part);
        assert.deepEqual(sentUp(), up);
        assert.deepEqual(sentDown(), down);
        assert.equal(asked, how === "not wanted" ? 0 : 2 * bodies.length);
        assert.equal(tap.isBusy?.(), false);
      },
    ),
    { numRuns: 200 },
  );
});

test("what is no HTTP passes unchanged, even if a pattern wants everything", () => {
  const noise = fc
    .uint8Array({ minLength: 1, maxLength: 300 })
    .map((bytes) => Buffer.concat([Buffer.of(0x16, 3, 1), bytes]));
  fc.assert(
    fc.property(noise, noise, places, (up, down, at) => {
      const { tap, sentUp, sentDown } = openTapOn({ patterns: [everything] });
      for (const part of cut(up, at)) assert.equal(tap.up(part), undefined);
      for (const part of cut(down, at)) assert.equal(tap.down(part), undefined);
      assert.deepEqual(sentUp(), up);
      assert.deepEqual(sentDown(), down);
    }),
  );
});

test("a request that turns to garbage in the middle is given up and loses no byte", () => {
  const { tap, sentUp } = openTapOn({ patterns: [everything] });
  const bytes = Buffer.from("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nno size\r\nmore");
  tap.up(bytes);
  tap.up(Buffer.from(" and more"));
  assert.equal(sentUp().toString(), `${bytes} and more`);
});

test("bytes that nobody wants leave in the pieces in which they came", () => {
  const { tap, pieces } = openTapOn();
  const up = Buffer.from(ask("/a", "one") + ask("/a", "two"));
  assert.equal(tap.up(up), undefined);
  assert.deepEqual(pieces.up, [up]);
  const down = Buffer.from(say("one") + say("two"));
  assert.equal(tap.down(down), undefined);
  assert.deepEqual(pieces.down, [down]);
});

test("after 101 both directions are something else than HTTP", () => {
  const { tap, sentUp, sentDown } = openTapOn({ patterns: [everything] });
  const hello = Buffer.from("GET /socket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
  const switching = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n\x81\x02hi");
  tap.up(hello);
  tap.down(switching);
  tap.up(Buffer.from("\x81\x03you"));
  tap.down(Buffer.from("GET"));
  assert.equal(sentUp().toString(), `${hello}\x81\x03you`);
  assert.equal(sentDown().toString(), `${switching}GET`);
});

test("a tunnel opened with CONNECT passes what goes through it", () => {
  const { tap, sentUp, sentDown } = openTapOn({ patterns: [everything] });
  tap.up(Buffer.from("CONNECT db:1 HTTP/1.1\r\nhost: db:1\r\n\r\n"));
  tap.down(Buffer.from("HTTP/1.1 200 OK\r\n\r\nPOST"));
  tap.up(Buffer.from("PUT"));
  assert.match(sentUp().toString(), /\r\n\r\nPUT$/);
  assert.match(sentDown().toString(), /\r\n\r\nPOST$/);
});
