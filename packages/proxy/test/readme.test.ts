import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { toxicsOnWholeLinks } from "../src/toxics/on-whole-links.ts";
import { toxicKinds } from "../src/toxics/toxic-kinds.ts";
import { tryAlone } from "./examples/alone.ts";
import { startServer } from "./support/servers.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("the README of the proxy", { timeout: 20_000 }, () => {
  it("shows an example that runs", async () => {
    const example = readFileSync(new URL("examples/alone.ts", import.meta.url), "utf8");
    assert.ok(readme.includes(`\`\`\`ts\n${example}\`\`\``), "the block differs from test/examples/alone.ts");
    await using server = await startServer((socket) => socket.end("hello world"));
    assert.deepEqual(await tryAlone({ host: "127.0.0.1", port: server.port }), [
      "hello world",
      "hello world",
      "hello",
      "hello world",
    ]);
  });

  it("names every toxic with its attributes", () => {
    const rows = readme.split("\n");
    const kinds = [
      ...Object.entries(toxicKinds).map(([type, { attributes }]) => [type, Object.keys(attributes)] as const),
      ...Object.entries(toxicsOnWholeLinks).map(([type, { attributes }]) => [type, attributes] as const),
    ];
    for (const [type, attributes] of kinds) {
      const row = rows.find((each) => each.startsWith(`| \`${type}\``));
      assert.ok(row, type);
      for (const attribute of attributes) assert.ok(row.includes(`\`${attribute}\``), `${type} ${attribute}`);
    }
  });
});
