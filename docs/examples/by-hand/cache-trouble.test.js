import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openChaos } from "@chaos-packs/harness";
import { presets } from "@chaos-packs/redis";
import { shop } from "./target.js";

let chaos;
before(async () => {
  chaos = await openChaos(shop, { seed: 7 });
});
after(() => chaos[Symbol.asyncDispose]());

const ask = async (path) => (await fetch(chaos.url("api") + path)).status;

test("of ten reads exactly three fail while the cache is intermittent, and none when that is undone", async () => {
  const undo = await chaos.inject(presets["redis-intermittent"]());
  assert.equal(chaos.isActive("redis-intermittent"), true);
  const answers = [];
  for (let each = 0; each < 10; each++) answers.push(await ask("/cached"));
  assert.equal(answers.filter((status) => status === 503).length, 3);
  assert.deepEqual(chaos.stats("redis-intermittent"), { injected: 1, active: 1, hits: 3 });

  await undo[Symbol.asyncDispose]();
  assert.equal(chaos.isActive("redis-intermittent"), false);
  assert.equal(await ask("/cached"), 200);
});

test("without the cache the database still serves; clear undoes whatever is in", async () => {
  await chaos.inject(presets["redis-unavailable"]());
  assert.equal(await ask("/cached"), 503);
  assert.equal(await ask("/stored"), 200);

  await chaos.clear();
  assert.equal(chaos.stats("redis-unavailable").active, 0);
  while ((await ask("/cached")) !== 200); // the client dials again by itself
});
