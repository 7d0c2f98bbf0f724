import assert from "node:assert/strict";
import { test } from "node:test";
import { readWish } from "../../../src/live/sockets/read-wish.ts";

test("a wish names channels and patterns, and up to where they were had", () => {
  const text = JSON.stringify({
    type: "subscribe",
    channels: ["news", "news"],
    patterns: ["room:*"],
    after: { news: 5 },
  });
  assert.deepEqual(readWish(text), {
    type: "subscribe",
    topics: [
      { kind: "channel", name: "news" },
      { kind: "pattern", name: "room:*" },
    ],
    refusals: [],
    after: { positions: new Map([["news", 5]]), isComplete: false },
  });
});

test("of several names the good ones are taken and the bad ones refused", () => {
  const wish = readWish(JSON.stringify({ type: "subscribe", channels: ["news", "two words"] }));
  assert.ok("topics" in wish);
  assert.deepEqual(wish.topics, [{ kind: "channel", name: "news" }]);
  assert.deepEqual(
    wish.refusals.map(({ code, channel }) => [code, channel]),
    [["INVALID_CHANNEL", "two words"]],
  );
});

test("what is no wish is refused, with what one would be", () => {
  for (const [text, words] of [
    ["", /JSON object/],
    ["{", /JSON object/],
    ["7", /JSON object/],
    ["null", /JSON object/],
    ["{}", /has the type/],
    ['{"type":"publish"}', /has the type/],
    ['{"type":"subscribe"}', /names a channel/],
    ['{"type":"subscribe","channels":"news"}', /lists/],
    ['{"type":"subscribe","channels":["news"],"after":7}', /after says/],
    ['{"type":"subscribe","channels":["news"],"after":{"news":-1}}', /whole one/],
    ['{"type":"subscribe","channels":["news"],"after":{"news":"5"}}', /whole one/],
  ] as const) {
    const refusal = readWish(text);
    assert.ok("error" in refusal, text);
    assert.equal(refusal.code, "MALFORMED");
    assert.match(refusal.error, words);
  }
});
