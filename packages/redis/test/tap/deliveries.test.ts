import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { encodeCommand } from "../../src/wire/encode.ts";
import { chunked, cuts } from "../support/chunked.ts";
import { type FakeWire, fakeWire } from "../support/fake-wire.ts";

const blob = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const push = (type: "*" | ">", ...words: string[]): string => `${type}${words.length}\r\n${words.map(blob).join("")}`;

async function subscribed(wire: FakeWire, type: "*" | ">", channel: string): Promise<void> {
  if (type === ">") {
    await wire.tap.up(encodeCommand(["HELLO", "3"]));
    await wire.tap.down(Buffer.from("%1\r\n+proto\r\n:3\r\n"));
  }
  await wire.tap.up(encodeCommand(["SUBSCRIBE", channel]));
  await wire.tap.down(Buffer.from(`${type}3\r\n${blob("subscribe")}${blob(channel)}:1\r\n`));
}

const delivery = fc.record({
  kind: fc.constantFrom("message", "pmessage"),
  channel: fc.constantFrom("a", "b"),
  payload: fc.string({ unit: "grapheme", maxLength: 400 }),
});

for (const type of ["*", ">"] as const) {
  test(`messages pushed as ${type} pass unchanged and in order, are seen and counted by their channel, however they are cut`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(delivery, { minLength: 1, maxLength: 6 }),
        cuts,
        fc.boolean(),
        async (sent, places, isHeld) => {
          const wire = fakeWire([], () => (isHeld ? Promise.resolve("release") : undefined), ["a"]);
          await subscribed(wire, type, "a");
          const before = wire.down().length;
          const text = sent
            .map(({ kind, channel, payload }) =>
              kind === "message" ? push(type, kind, channel, payload) : push(type, kind, "*", channel, payload),
            )
            .join("");
          for (const chunk of chunked(Buffer.from(text), places)) await wire.tap.down(chunk);
          assert.equal(wire.down().slice(before), Buffer.from(text).toString("latin1"));
          assert.deepEqual(
            wire.pushed.filter(({ edge }) => edge === "after").map(({ message: { payload } }) => payload),
            sent.filter(({ channel }) => channel === "a").map(({ payload }) => payload),
          );
          const counts: Record<string, number> = {};
          for (const { channel } of sent) counts[channel] = (counts[channel] ?? 0) + 1;
          assert.deepEqual(wire.traffic().deliveries, counts);
        },
      ),
      { numRuns: 150 },
    );
  });
}

test("a message that is lost leaves no byte, and what is around it stays", async () => {
  const wire = fakeWire([]);
  await subscribed(wire, ">", "a");
  wire.rules.lay({ on: "pushed", loses: true, match: { payload: { n: 2 } } });
  const before = wire.down().length;
  const [one, two, three] = [1, 2, 3].map((n) => push(">", "message", "a", `{"n":${n}}`)) as [string, string, string];
  await wire.tap.down(Buffer.from(one + two + three));
  assert.equal(wire.down().slice(before), one + three);
});

test("a message that is repeated comes again right behind itself", async () => {
  const wire = fakeWire([]);
  await subscribed(wire, "*", "a");
  wire.rules.lay({ on: "pushed", copies: 2, times: 1 });
  const before = wire.down().length;
  const [one, two] = [push("*", "message", "a", "1"), push("*", "message", "a", "2")];
  await wire.tap.down(Buffer.from(one + two));
  assert.equal(wire.down().slice(before), one + one + one + two);
});

test("a subscriber is cut off before a message, with half of it, or behind it", async () => {
  const message = push(">", "message", "a", "1");
  for (const [cut, left, isReset] of [
    ["before", "", true],
    ["inside", message.slice(0, message.length >> 1), false],
    ["answered", message, false],
  ] as const) {
    const wire = fakeWire([]);
    await subscribed(wire, ">", "a");
    wire.rules.lay({ on: "pushed", cut });
    const before = wire.down().length;
    await wire.tap.down(Buffer.from(message + message));
    assert.equal(wire.down().slice(before), left, cut);
    assert.equal(wire.isReset(), isReset, cut);
    assert.equal(wire.isHungUp(), !isReset, cut);
  }
});

test("an answer of ours waits while a message is held, and comes behind it", async () => {
  let release = (): void => {};
  const wire = fakeWire(
    [],
    (_message, edge) =>
      edge === "before" ? new Promise((resolve) => (release = () => resolve("release"))) : undefined,
    ["a"],
  );
  await subscribed(wire, ">", "a");
  const before = wire.down().length;
  wire.rules.lay({ error: "OOM" });
  const message = push(">", "message", "a", "1");
  const passed = wire.tap.down(Buffer.from(message));
  await wire.tap.up(encodeCommand(["SET", "k", "v"]));
  assert.equal(wire.down().length, before);
  release();
  await passed;
  assert.equal(wire.down().slice(before), `${message}-OOM\r\n`);
});

test("what looks like a message and is none passes as it came, as does all behind it", async () => {
  const wire = fakeWire([], () => undefined, ["a"]);
  await subscribed(wire, "*", "a");
  const before = wire.down().length;
  const odd = `*2\r\n${blob("message")}:1\r\n`;
  const message = push("*", "message", "a", "1");
  await wire.tap.down(Buffer.from(odd + message));
  assert.equal(wire.down().slice(before), odd + message);
  assert.deepEqual(wire.pushed, []);
});
