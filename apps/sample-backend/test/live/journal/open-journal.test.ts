import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openRedis } from "../open-redis.ts";
import { openTestLive } from "../open-test-live.ts";

test("a process that listens for itself goes on where its journal ends: nothing twice, nothing left out", async () => {
  await using redis = await openRedis();
  const { url } = await redis.openLink();
  const folder = await mkdtemp(join(tmpdir(), "journal-"));
  try {
    const journal = join(folder, "journal.jsonl");
    const listensTo = { channels: ["orders"], patterns: ["audit:*"] };
    await using publisher = await openTestLive(url);
    const lines = async (): Promise<readonly string[]> =>
      (await readFile(journal, "utf8"))
        .split("\n")
        .filter(Boolean)
        .flatMap((line) => {
          const { type, channel, seq } = JSON.parse(line) as { type: string; channel: string; seq: number };
          return type === "message" ? [`${channel} ${seq}`] : [];
        });
    for (const round of [0, 1, 2]) {
      await using listener = await openTestLive(url, { journal, listensTo });
      while (listener.live.subscribing.opening > 0) await redis.own.command("PING");
      await publisher.publish("orders", `during ${round}`);
      await publisher.publish("audit:1", `during ${round}`);
      while ((await lines()).length < 4 * round + 2) await redis.own.command("PING");
      await listener.stop();
      await publisher.publish("orders", `between ${round}`);
      await publisher.publish(`audit:${round + 2}`, `between ${round}`);
    }
    assert.deepEqual((await lines()).toSorted(), [
      "audit:1 1",
      "audit:1 2",
      "audit:1 3",
      "audit:2 1",
      "audit:3 1",
      "orders 1",
      "orders 2",
      "orders 3",
      "orders 4",
      "orders 5",
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
