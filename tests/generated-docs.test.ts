import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { generatedDocs } from "../scripts/generated-docs.ts";

for (const [path, text] of generatedDocs()) {
  test(`${path} says what the code says; \`npm run docs\` writes it anew`, () => {
    const file = new URL(`../${path}`, import.meta.url);
    assert.equal(existsSync(file) ? readFileSync(file, "utf8") : "", text);
  });
}
