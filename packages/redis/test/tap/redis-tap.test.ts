import assert from "node:assert/strict";
import test from "node:test";
import type { Fate } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import { encodeCommand } from "../../src/wire/encode.ts";
import { chunked, cuts } from "../support/chunked.ts";
import { fakeWire } from "../support/fake-wire.ts";
import { respValue } from "../support/resp-values.ts";

const word = fc.string({ unit: "grapheme", maxLength: 12 });
const exchange = fc.record({
  words: fc
    .tuple(fc.constantFrom("GET", "set", "Publish", "LRANGE", "XADD"), fc.array(word, { maxLength: 4 }))
    .map(([name, args]) => [name, ...args]),
  // A push at the top is no reply.
  reply: respValue.filter(({ bytes }) => !/^(>|\|)/.test(bytes)),
});

test("bytes are unchanged and every command finds its own reply, however both directions are cut and whatever is wanted", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(exchange, { minLength: 1, maxLength: 8 }),
      cuts,
      cuts,
      fc.subarray(["GET", "SET", "PUBLISH", "LRANGE", "XADD"]),
      fc.boolean(),
      async (exchanges, upCuts, downCuts, wants, isHeld) => {
        const wire = fakeWire(wants, () => (isHeld ? Promise.resolve("release") : undefined));
        const up = Buffer.concat(exchanges.map(({ words }) => encodeCommand(words)));
        const down = Buffer.from(exchanges.map(({ reply }) => reply.bytes).join(""));
        for (const chunk of chunked(up, upCuts)) await wire.tap.up(chunk);
        for (const chunk of chunked(down, downCuts)) await wire.tap.down(chunk);
        assert.equal(wire.up(), up.toString("latin1"));
        assert.equal(wire.down(), down.toString("latin1"));
        assert.equal(wire.tap.isBusy?.(), false);
        const wanted = exchanges.filter(({ words: [name = ""] }) => wants.includes(name.toUpperCase()));
        const after = wire.seen.filter(({ edge }) => edge === "after").map(({ message }) => message);
        assert.deepEqual(
          after.map(({ command, args, reply }) => ({ command, args, reply })),
          wanted.map(({ words: [name = "", ...args], reply }) => ({
            command: name.toUpperCase(),
            args,
            reply: reply.json,
          })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("garbage passes unchanged in both directions, wherever it begins", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(exchange, { maxLength: 3 }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      cuts,
      async (exchanges, garbage, places) => {
        const wire = fakeWire(["GET"]);
        // A newline ends what could be a command typed as a line.
        const up = Buffer.concat([
          ...exchanges.map(({ words }) => encodeCommand(words)),
          Buffer.from([22, ...garbage, 10]),
        ]);
        const down = Buffer.concat([
          ...exchanges.map(({ reply }) => Buffer.from(reply.bytes)),
          Buffer.from([22, ...garbage]),
        ]);
        for (const chunk of chunked(up, places)) await wire.tap.up(chunk);
        for (const chunk of chunked(down, places)) await wire.tap.down(chunk);
        assert.equal(wire.up(), up.toString("latin1"));
        assert.equal(wire.down(), down.toString("latin1"));
      },
    ),
    { numRuns: 200 },
  );
});

test("a list that is no command passes as it came, although commands are wanted", async () => {
  const wire = fakeWire("all");
  const odd = "*1\r\n:1\r\n";
  await wire.tap.up(Buffer.from(odd + encodeCommand(["GET", "a"])));
  assert.equal(wire.up(), odd + encodeCommand(["GET", "a"]));
});

test("the replies to copies of a command are not told, and those behind find their commands", async () => {
  const wire = fakeWire(["GET", "INCR"]);
  wire.rules.lay({ match: { command: ["INCR", "SUBSCRIBE"] }, copies: 2 });
  await wire.tap.up(
    Buffer.concat(
      [
        ["INCR", "n"],
        ["GET", "n"],
        ["SUBSCRIBE", "a", "b"],
      ].map(encodeCommand),
    ),
  );
  const confirmed = ["a", "b"].map((name, at) => `*3\r\n$9\r\nsubscribe\r\n$1\r\n${name}\r\n:${at + 1}\r\n`).join("");
  await wire.tap.down(Buffer.from(`:1\r\n:2\r\n:3\r\n$1\r\n3\r\n${confirmed}${confirmed}${confirmed}`));
  assert.equal(wire.down(), `:1\r\n$1\r\n3\r\n${confirmed}`);
  assert.equal(wire.tap.isBusy?.(), false);
  const after = wire.seen.filter(({ edge }) => edge === "after").map(({ message }) => [message.command, message.reply]);
  assert.deepEqual(after, [
    ["INCR", 1],
    ["GET", "3"],
  ]);
});

test("a large value that nobody wants is passed on as it comes", () => {
  const wire = fakeWire(["GET"]);
  const command = encodeCommand(["SET", "key", "x".repeat(1000)]);
  wire.tap.up(command.subarray(0, 500));
  assert.equal(wire.up().length, 500);
  wire.tap.up(command.subarray(500));
  wire.tap.down(Buffer.from("+O"));
  assert.equal(wire.down(), "+O");
});

test("commands before a held one go on, those behind it wait", async () => {
  let release = (): void => {};
  const wire = fakeWire(["GET"], (_message, edge) =>
    edge === "before" ? new Promise((resolve) => (release = () => resolve("release"))) : undefined,
  );
  const [before, held, behind] = [
    ["SET", "a", "1"],
    ["GET", "a"],
    ["DEL", "a"],
  ].map(encodeCommand) as [Buffer, Buffer, Buffer];
  const done = wire.tap.up(Buffer.concat([before, held, behind]));
  assert.equal(wire.up(), before.toString());
  release();
  await done;
  assert.equal(wire.up(), before.toString() + held.toString() + behind.toString());
});

test("a command that is dropped never goes on, nor does what is behind it", async () => {
  const wire = fakeWire(["GET"], async (): Promise<Fate> => "drop");
  await wire.tap.up(
    Buffer.concat([encodeCommand(["SET", "a", "1"]), encodeCommand(["GET", "a"]), encodeCommand(["DEL", "a"])]),
  );
  assert.equal(wire.up(), encodeCommand(["SET", "a", "1"]).toString());
  assert.equal(wire.isReset(), true);
});

test("an error that a rule gives comes in its turn between the replies of the server", async () => {
  const wire = fakeWire([]);
  wire.rules.lay({ match: { command: "SET", key: "b" }, error: "READONLY no" });
  await wire.tap.up(Buffer.concat(["a", "b", "c"].map((key) => encodeCommand(["SET", key, "1"]))));
  assert.equal(wire.up(), encodeCommand(["SET", "a", "1"]).toString() + encodeCommand(["SET", "c", "1"]).toString());
  assert.equal(wire.down(), "");
  await wire.tap.down(Buffer.from("+A\r\n+"));
  assert.equal(wire.down(), "+A\r\n-READONLY no\r\n+");
  await wire.tap.down(Buffer.from("C\r\n"));
  assert.equal(wire.down(), "+A\r\n-READONLY no\r\n+C\r\n");
});

test("an error that a rule gives waits while a push is half way", async () => {
  const wire = fakeWire([]);
  wire.rules.lay({ match: { command: "SET" }, error: "OOM" });
  await wire.tap.down(Buffer.from(">2\r\n+invalidate\r\n*1\r\n$1\r"));
  await wire.tap.up(encodeCommand(["SET", "a", "1"]));
  assert.doesNotMatch(wire.down(), /OOM/);
  await wire.tap.down(Buffer.from("\na\r\n"));
  assert.equal(wire.down(), ">2\r\n+invalidate\r\n*1\r\n$1\r\na\r\n-OOM\r\n");
});

test("an error inside a transaction makes EXEC answer EXECABORT, and the server discards it", async () => {
  const wire = fakeWire(["SET", "EXEC"]);
  wire.rules.lay({ match: { command: "SET" }, times: 1, error: "OOM" });
  await wire.tap.up(Buffer.concat([["MULTI"], ["SET", "a", "1"], ["SET", "b", "1"], ["EXEC"]].map(encodeCommand)));
  assert.doesNotMatch(wire.up(), /EXEC|\ba\b/);
  assert.match(wire.up(), /DISCARD\r\n$/);
  await wire.tap.down(Buffer.from("+OK\r\n+QUEUED\r\n+OK\r\n"));
  assert.match(wire.down(), /^\+OK\r\n-OOM\r\n\+QUEUED\r\n-EXECABORT [^\r]*\r\n$/);
  const after = wire.seen
    .filter(({ edge }) => edge === "after")
    .map(({ message: { command, args, failed } }) => [command, args[0], failed]);
  assert.deepEqual(after, [
    ["SET", "a", "OOM"],
    ["SET", "b", "EXECABORT"],
    ["EXEC", undefined, "EXECABORT"],
  ]);
});

test("commands without an answer, by CLIENT REPLY, do not shift the replies of others", async () => {
  const wire = fakeWire(["GET"]);
  const commands = [
    ["CLIENT", "REPLY", "SKIP"],
    ["SET", "a", "1"],
    ["CLIENT", "REPLY", "OFF"],
    ["GET", "x"],
    ["CLIENT", "REPLY", "ON"],
    ["GET", "a"],
  ];
  await wire.tap.up(Buffer.concat(commands.map(encodeCommand)));
  await wire.tap.down(Buffer.from("+OK\r\n$1\r\n1\r\n"));
  const after = wire.seen
    .filter(({ edge }) => edge === "after")
    .map(({ message: { args, reply } }) => [args[0], reply]);
  assert.deepEqual(after, [["a", "1"]]);
  assert.equal(wire.tap.isBusy?.(), false);
});

test("in RESP2 a message to a subscriber is no reply, but a list that only looks like one is", async () => {
  const wire = fakeWire(["LRANGE", "PING", "SUBSCRIBE"]);
  await wire.tap.up(Buffer.concat([["LRANGE", "l", "0", "-1"], ["SUBSCRIBE", "a", "b"], ["PING"]].map(encodeCommand)));
  const lookalike = "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n";
  const confirm = (channel: string, count: number): string =>
    `*3\r\n$9\r\nsubscribe\r\n$1\r\n${channel}\r\n:${count}\r\n`;
  await wire.tap.down(
    Buffer.from(
      `${lookalike + confirm("a", 1) + lookalike + confirm("b", 2) + lookalike}*2\r\n$4\r\npong\r\n$0\r\n\r\n`,
    ),
  );
  const after = wire.seen
    .filter(({ edge }) => edge === "after")
    .map(({ message: { command, reply } }) => [command, reply]);
  assert.deepEqual(after, [
    ["LRANGE", ["message", "a", "x"]],
    ["SUBSCRIBE", ["subscribe", "b", 2]],
    ["PING", ["pong", ""]],
  ]);
  assert.equal(wire.tap.isBusy?.(), false);
});

test("unsubscribing from everything waits for a confirmation of each channel, and of nothing for one", async () => {
  const wire = fakeWire(["UNSUBSCRIBE"]);
  await wire.tap.up(Buffer.concat([["SUBSCRIBE", "a", "b"], ["UNSUBSCRIBE"], ["UNSUBSCRIBE"]].map(encodeCommand)));
  const confirm = (kind: string, channel: string | null, count: number): string =>
    `*3\r\n$${kind.length}\r\n${kind}\r\n${channel === null ? "$-1\r\n" : `$1\r\n${channel}\r\n`}:${count}\r\n`;
  await wire.tap.down(
    Buffer.from(confirm("subscribe", "a", 1) + confirm("subscribe", "b", 2) + confirm("unsubscribe", "a", 1)),
  );
  assert.equal(wire.seen.filter(({ edge }) => edge === "after").length, 0);
  await wire.tap.down(Buffer.from(confirm("unsubscribe", "b", 0)));
  assert.equal(wire.seen.filter(({ edge }) => edge === "after").length, 1);
  await wire.tap.down(Buffer.from(confirm("unsubscribe", null, 0)));
  assert.equal(wire.seen.filter(({ edge }) => edge === "after").length, 2);
  assert.equal(wire.tap.isBusy?.(), false);
});

test("after MONITOR, SYNC or PSYNC everything passes", async () => {
  for (const [command, reply] of [
    ["MONITOR", "+OK\r\n"],
    ["SYNC", ""],
    ["PSYNC", ""],
  ] as const) {
    const wire = fakeWire("all");
    await wire.tap.up(encodeCommand([command]));
    await wire.tap.down(Buffer.from(`${reply}+1 [0 127.0.0.1:1] "GET"\r\n\0\x01binary`));
    assert.equal(wire.down(), `${reply}+1 [0 127.0.0.1:1] "GET"\r\n\0\x01binary`);
  }
});
