import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { cached } from "../../src/server/cache.ts";
import { openJournal } from "../support.ts";

test("of two that make an entry at once both get the same whole one, and nothing half made is left", async () => {
  const cache = await mkdtemp(join(tmpdir(), "cache-test-"));
  const journal = openJournal();
  const makers = ["a", "b"].map((who) =>
    cached(cache, "entry", journal, (folder) => writeFile(join(folder, "who"), who)),
  );
  const [a = "", b = ""] = await Promise.all(makers);
  assert.equal(a, b);
  assert.match(await readFile(join(a, "who"), "utf8"), /^[ab]$/);
  assert.deepEqual(await readdir(cache), ["entry"]);
  assert.deepEqual([...journal.open], []);
  await rm(cache, { recursive: true });
});

test("an entry that could not be made is not there, and is made the next time", async () => {
  const cache = await mkdtemp(join(tmpdir(), "cache-test-"));
  const fails = cached(cache, "entry", openJournal(), () => Promise.reject(new Error("no space")));
  await assert.rejects(fails, /no space/);
  assert.deepEqual(await readdir(cache), []);
  await cached(cache, "entry", openJournal(), (folder) => writeFile(join(folder, "made"), ""));
  assert.deepEqual(await readdir(join(cache, "entry")), ["made"]);
  await rm(cache, { recursive: true });
});
