import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { SilenceWatch } from "../../src/run/silence-watch.ts";

/** A server that takes so many ms for each answer; resolves `asked` with the third question. */
function openServer(dependency: string, answersAfterMs: number) {
  const thrice = new EventTarget();
  let count = 0;
  return {
    dependency,
    asked: once(thrice, "asked"),
    async ask(): Promise<void> {
      count += 1;
      if (count === 3) thrice.dispatchEvent(new Event("asked"));
      await new Promise((resolve) => setTimeout(resolve, answersAfterMs));
    },
  };
}

test("a server that was silent for too long is named, once, and one that answers is not", async () => {
  const [frozen, sound] = [openServer("redis", 90), openServer("postgres", 0)];
  const watch = new SilenceWatch([frozen, sound], { everyMs: 1, silenceMs: 60 });
  await Promise.all([frozen.asked, sound.asked]);
  await watch[Symbol.asyncDispose]();
  assert.deepEqual([...watch.silences.keys()], ["redis"]);
  assert.match(
    watch.silences.get("redis") ?? "",
    /^redis, which the harness runs, was silent for \d+ ms, and no fault was on it$/,
  );
});

test("a watch of no server ends at once", async () => {
  const watch = new SilenceWatch([]);
  await watch[Symbol.asyncDispose]();
  assert.equal(watch.silences.size, 0);
});
