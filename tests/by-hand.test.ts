import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Fault, presets as ofNetwork, type Target } from "@chaos-packs/contract";
import { type Chaos, openChaos } from "@chaos-packs/harness";
import { presets as ofHttp } from "@chaos-packs/http";
import { presets as ofPostgres } from "@chaos-packs/postgres";
import { presets as ofRedis } from "@chaos-packs/redis";

const example = new URL("../docs/examples/by-hand/", import.meta.url);
const { shop } = (await import(new URL("target.js", example).href)) as { shop: Target };

let chaos: Chaos;
before(async () => {
  chaos = await openChaos(shop, { seed: 11 });
});
after(() => chaos[Symbol.asyncDispose]());

type Path = "/cached" | "/stored" | "/priced";

async function ask(path: Path): Promise<{ status: number; error: string; ms: number }> {
  const began = performance.now();
  const answer = await fetch(chaos.url("api") + path);
  const { error = "" } = (await answer.json()) as { error?: string };
  return { status: answer.status, error, ms: performance.now() - began };
}

/** Asks so often, one after the other, until the first answer after a lost connection is there; the failures. */
async function failuresOf(path: Path, count: number): Promise<readonly string[]> {
  const errors: string[] = [];
  for (let each = 0; each < count; each++) {
    const { status, error } = await ask(path);
    if (status !== 200) errors.push(error);
  }
  return errors;
}

/** The shop works again: its clients have dialled anew. */
async function recovered(): Promise<void> {
  const until = performance.now() + 5_000;
  for (const path of ["/cached", "/stored", "/priced"] as const) {
    for (let last = await ask(path); last.status !== 200; last = await ask(path))
      if (performance.now() > until) assert.fail(`${path} has not recovered: ${last.error}`);
  }
}

/** With the fault in, what `look` sees; then it is cleared, and the shop works again. */
async function during<T>(fault: Fault, dependency: string | undefined, look: () => Promise<T>): Promise<T> {
  await recovered();
  await chaos.inject(fault, dependency === undefined ? {} : { dependency });
  try {
    assert.equal(chaos.isActive(fault.name), true);
    return await look();
  } finally {
    await chaos.clear();
    assert.equal(chaos.isActive(fault.name), false);
    await recovered();
  }
}

const others = (path: Path): readonly Path[] =>
  (["/cached", "/stored", "/priced"] as const).filter((each) => each !== path);

test("the test of the guide passes, as a user runs it", () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const file = fileURLToPath(new URL("cache-trouble.test.js", example));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--test", file], { env, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});

test("each preset has the name under which it is found, so that isActive and stats know it", () => {
  const upstreams = ["prices"] as const;
  const { "all-upstreams-down": allDown, "cache-and-upstreams-down": cacheToo, ...ofOne } = ofHttp;
  for (const [name, preset] of Object.entries({ ...ofNetwork, ...ofRedis, ...ofPostgres, ...ofOne }))
    assert.equal((preset as () => Fault)().name, name);
  assert.equal(allDown({ upstreams }).name, "all-upstreams-down");
  assert.equal(cacheToo({ cache: "cache", upstreams }).name, "cache-and-upstreams-down");
});

/** Of so many requests exactly so many fail, and are counted. */
for (const [fault, dependency, path, count, failing, error] of [
  [ofRedis["redis-intermittent"](), undefined, "/cached", 100, 30, /^ReplyError: LOADING/],
  [ofPostgres["database-intermittent"](), undefined, "/stored", 50, 10, /could not serialize|40001|serializ/],
  [ofHttp["upstream-intermittent"](), undefined, "/priced", 50, 25, /^Error: 500/],
  [ofHttp["upstream-5xx"](), undefined, "/priced", 5, 5, /^Error: 500/],
  [ofHttp["upstream-rate-limited"](), undefined, "/priced", 5, 5, /^Error: 429, retry after 1$/],
  [ofHttp["upstream-malformed"](), undefined, "/priced", 5, 5, /^SyntaxError/],
] as const) {
  test(`${fault.name}: of ${count} requests exactly ${failing} fail, are counted as hits, and nothing else is touched`, async () => {
    const before = chaos.stats(fault.name).hits;
    await during(fault, dependency, async () => {
      const errors = await failuresOf(path, count);
      assert.equal(errors.length, failing, errors.join("\n"));
      for (const each of errors) assert.match(each, error);
      assert.equal(chaos.stats(fault.name).hits - before, failing);
      for (const other of others(path)) assert.equal((await ask(other)).status, 200, other);
    });
  });
}

for (const [dependency, path] of [
  ["cache", "/cached"],
  ["database", "/stored"],
  ["prices", "/priced"],
] as const) {
  test(`packet-loss on ${dependency}: exactly every tenth request is lost, and with it its connection`, async () => {
    const before = chaos.stats("packet-loss").hits;
    await during(ofNetwork["packet-loss"](), dependency, async () => {
      let asked = 0;
      for (let tried = 0; asked < 100; tried++) {
        assert.ok(tried < 5_000, "the connection never came back");
        // Until the connection is there again, what is asked does not reach the dependency.
        const { status, error } = await ask(path);
        if (status === 200 || !/Stream isn't writeable|enableOfflineQueue/.test(error)) asked += 1;
      }
      assert.equal(chaos.stats("packet-loss").hits - before, 10);
    });
  });
}

for (const [fault, path, error] of [
  [ofRedis["redis-unavailable"](), "/cached", /./],
  [ofRedis["redis-timeout"](), "/cached", /timed out/],
  [ofPostgres["database-unavailable"](), "/stored", /./],
  [ofHttp["upstream-timeout"](), "/priced", /timeout/i],
  [ofHttp["upstream-refused"](), "/priced", /fetch failed/],
] as const) {
  test(`${fault.name}: nothing is served from there, all else is, and afterwards everything is again`, async () => {
    await during(fault, undefined, async () => {
      const { status, error: said } = await ask(path);
      assert.equal(status, 503);
      assert.match(said, error);
      for (const other of others(path)) assert.equal((await ask(other)).status, 200, other);
    });
  });
}

for (const [fault, dependency, path, ms] of [
  [ofRedis["redis-slow"]({ ms: 60 }), undefined, "/cached", 60],
  [ofPostgres["database-slow"]({ ms: 60 }), undefined, "/stored", 60],
  [ofNetwork["high-latency"]({ ms: 60 }), "prices", "/priced", 60],
] as const) {
  test(`${fault.name}: answers come late, and the slowed connections are counted`, async () => {
    const before = chaos.stats(fault.name).hits;
    await during(fault, dependency, async () => {
      const { status, ms: took } = await ask(path);
      assert.equal(status, 200);
      assert.ok(took >= ms - 2, `it took ${took} ms`);
      assert.ok(chaos.stats(fault.name).hits > before);
    });
  });
}

test("high-latency is 500 ms unless it is told otherwise", () => {
  assert.equal((ofNetwork["high-latency"]().args as { ms: number }).ms, 500);
});

test("all-upstreams-down and cache-and-upstreams-down take away what they name, and nothing else", async () => {
  const upstreams = ["prices"] as const;
  await during(ofHttp["all-upstreams-down"]({ upstreams }), undefined, async () => {
    assert.deepEqual(
      [(await ask("/priced")).status, (await ask("/cached")).status, (await ask("/stored")).status],
      [503, 200, 200],
    );
  });
  await during(ofHttp["cache-and-upstreams-down"]({ cache: "cache", upstreams }), undefined, async () => {
    assert.deepEqual(
      [(await ask("/priced")).status, (await ask("/cached")).status, (await ask("/stored")).status],
      [503, 503, 200],
    );
  });
  assert.deepEqual(chaos.stats("all-upstreams-down"), { injected: 1, active: 0, hits: 1 });
});
