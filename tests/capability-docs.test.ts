import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { capabilityDocs } from "../scripts/capability-docs.ts";

for (const [path, text] of capabilityDocs()) {
  test(`${path} says what its capability says; \`npm run docs\` writes it anew`, () => {
    const file = new URL(`../${path}`, import.meta.url);
    assert.equal(existsSync(file) ? readFileSync(file, "utf8") : "", text);
  });
}
