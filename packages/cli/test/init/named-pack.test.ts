import assert from "node:assert/strict";
import { test } from "node:test";
import { namedPack } from "../../src/init/named-pack.ts";
import { openFolder } from "../support/cli.ts";

for (const name of ["db-pool", "worker-failures", "pubsub"])
  test(`what is known by heart of ${name} is what its package exports`, async () => {
    await using empty = await openFolder();
    await using full = await openFolder({ installed: true });
    const known = await namedPack(name, empty.path);
    const { pack, traits, ...installed } = await namedPack(name, full.path);
    assert.deepEqual(known, installed);
    assert.ok(pack && traits && traits.length > 0);
  });
