import assert from "node:assert/strict";
import { test } from "node:test";
import { cacheFolder as asDoctor } from "../packages/cli/src/doctor/cache-folder.ts";
import { cacheFolder as asRedis } from "../packages/redis/src/provision/cache-folder.ts";

for (const environment of [{}, { XDG_CACHE_HOME: "/tmp/cache" }, { XDG_CACHE_HOME: "relative" }]) {
  test(`doctor looks for an unpacked Redis where it is kept, with ${JSON.stringify(environment)}`, () =>
    assert.equal(asDoctor(environment), asRedis(environment)));
}
