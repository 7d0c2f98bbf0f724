import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConnectionFailure } from "@chaos-packs/contract/target";
import { soundLedger } from "../../src/ledger/sound-ledger.ts";
import { openDatabase } from "../pool/open-database.ts";
import { openTestLedger } from "./open-test-ledger.ts";

const FAILURES: readonly ConnectionFailure[] = [
  { how: "rst", at: "now" },
  { how: "rst", at: "mid-reply", times: 3 },
  { how: "fin", at: "accept", times: 2 },
  { how: "rst", at: "now" },
  { how: "server-gone", at: "idle" },
  { how: "rst", at: "mid-handshake", times: 2 },
  { how: "fin", at: "now" },
  { how: "rst", at: "first-bytes", times: 2 },
  { how: "refuse", at: "dial" },
  { how: "rst", at: "now" },
];
const WISHES = 30;
const AT_ONCE = 8;
/** So many answers, good or bad, until the next failure. */
const ANSWERS_EACH = 6;

test("whatever happens to its connections, each wish counts once, and no place in the pool is lost", async () => {
  await using database = await openDatabase();
  await using link = await database.openLink();
  const hangUps = new Map<string, AbortController>();
  const options = {
    url: link.url,
    size: 3,
    most: 4,
    overflowAfterMs: 20,
    overflowIdleMs: 20,
    acquireTimeoutMs: 200,
    connectTimeoutMs: 200,
    queryTimeoutMs: 300,
    answerTimeoutMs: 350,
    cancelWithinMs: 50,
    retryBudget: 1_000,
    circuit: { threshold: 5, openMs: 5 },
  };
  await using opened = await openTestLedger(options, {
    hangUpOf(response) {
      hangUps.get(response.req.url ?? "")?.abort();
      return soundLedger.hangUpOf(response);
    },
  });
  const { ledger, post, url } = opened;
  const { pool } = ledger;
  const failures = [...FAILURES];
  let healing: AsyncDisposable | undefined;
  let isChanging = false;
  let answers = 0;
  const noteAnswer = async (): Promise<void> => {
    answers += 1;
    assert.ok(pool.connections.size + pool.dials.underWay.size <= 4);
    if (answers < ANSWERS_EACH || isChanging) return;
    answers = 0;
    isChanging = true;
    await healing?.[Symbol.asyncDispose]();
    const next = failures.shift();
    healing = next && (await link.fail(next));
    isChanging = false;
  };
  const wishes = Array.from({ length: WISHES }, (_, index) => `wish ${index}`);
  const grant = async (wish: string): Promise<void> => {
    for (let isGranted = false; !isGranted; ) {
      const { status } = await post("/additions", { keys: ["a", "b"], amount: 1 }, wish);
      assert.ok([200, 503, 504].includes(status), `${wish} came to ${status}`);
      isGranted = status === 200;
      await noteAnswer();
      // Beside it another client hangs up as soon as its request has arrived.
      const path = `/records/${encodeURIComponent(wish)}`;
      const hasty = new AbortController();
      hangUps.set(path, hasty);
      await assert.rejects(fetch(`${url}${path}`, { signal: hasty.signal }), { name: "AbortError" });
    }
  };
  const client = async (): Promise<void> => {
    for (let wish = wishes.shift(); wish !== undefined; wish = wishes.shift()) await grant(wish);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  // Faults that no answer has called for yet are laid all the same, each with a wish of its own.
  for (let index = 0; failures.length > 0 || healing; index++) await grant(`late ${index}`);

  const counted = await database.own.query<{ key: string; total: number }>(
    "select key, total::int from counters order by key",
  );
  const [granted] = await database.own.query<{ n: number }>("select count(*)::int as n from wishes");
  assert.ok((granted?.n ?? 0) >= WISHES);
  assert.deepEqual(counted, [
    { key: "a", total: granted?.n },
    { key: "b", total: granted?.n },
  ]);
  const all = await Promise.all(Array.from({ length: 3 }, () => pool.parts.acquire(pool)));
  assert.equal(new Set(all).size, 3);
  for (const connection of all) pool.parts.release(pool, connection);
  assert.deepEqual([pool.waiters.length, pool.idle.length], [0, pool.connections.size]);
});
