import assert from "node:assert/strict";
import { test } from "node:test";
import { UnseenLog } from "../../src/lane/unseen-log.ts";

const link = { role: "api", index: 0, dependency: "ocr" };
const head = { why: "undecoded", what: "a request whose head is longer than 64 KiB" } as const;

test("equal reports of one link are one entry that counts them; another link has its own", () => {
  const log = new UnseenLog();
  const first = log.listen(link);
  const second = log.listen({ ...link, index: 1 });
  first(head);
  first(head);
  second(head);
  assert.deepEqual(
    log.entries.map(({ index, times, what }) => ({ index, times, what })),
    [
      { index: 0, times: 2, what: head.what },
      { index: 1, times: 1, what: head.what },
    ],
  );
});

test("what former roles had is forgotten when fresh ones begin", () => {
  const log = new UnseenLog();
  const report = log.listen(link);
  report(head);
  log.begin();
  assert.equal(log.entries.length, 0);
  report(head);
  assert.equal(log.entries[0]?.times, 1);
});

test("however many different reports come, only so many are kept, and the others are counted together", () => {
  const log = new UnseenLog();
  const report = log.listen(link);
  for (let each = 0; each < 1_000; each++) report({ why: "bypass", what: `10.0.0.1:${each}` });
  assert.equal(log.entries.length, 51);
  assert.deepEqual(
    { what: log.entries.at(-1)?.what, times: log.entries.at(-1)?.times },
    { what: "other traffic", times: 950 },
  );
});
