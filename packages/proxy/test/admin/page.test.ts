import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { commandOptions } from "../../src/admin/command/options.ts";
import { requireProxies } from "../../src/admin/require-proxies.ts";
import { attributesOf, toxicTypes } from "../../src/admin/toxic-attributes.ts";
import { startProxy } from "./support/start-proxy.ts";

const page = await readFile(new URL("../../../../docs/chaos-proxy.md", import.meta.url), "utf8");

describe("docs/chaos-proxy.md", { timeout: 30_000 }, () => {
  it("shows a config file that is taken", () => {
    const [, config = ""] = /```json\n(\[[\s\S]*?\])\n```/.exec(page) ?? [];
    assert.equal(requireProxies(JSON.parse(config), "the page", { isRemoteAllowed: false }).length, 2);
  });

  it("shows requests that succeed, in this order", async () => {
    await using proxy = await startProxy();
    const [, script = ""] = /```sh\n(api=[\s\S]*?)\n```/.exec(page) ?? [];
    const lines = script.split("\n").filter((line) => line.startsWith("curl ") && !line.startsWith("curl -N"));
    assert.equal(lines.length, 6);
    for (const line of lines) {
      const { method, path, body } =
        /^curl (-X (?<method>\w+) )?\$api(?<path>\S+)( -d '(?<body>[^']*)')?/.exec(line)?.groups ?? {};
      const { status, text } = await proxy.ask(method ?? "POST", path ?? "", body);
      assert.ok((status ?? 500) < 300, `${line} → ${status} ${text}`);
    }
  });

  it("shows attributes that a toxic can have", async () => {
    await using proxy = await startProxy();
    await proxy.make({ name: "p", upstream: "127.0.0.1:9" });
    const shown = [...page.matchAll(/`(\{ "how": [^`]*\})`/g)].map(([, json]) => JSON.parse(json ?? ""));
    assert.equal(shown.length, 3);
    for (const attributes of shown) {
      const { status, text } = await proxy.ask("POST", "/proxies/p/toxics", { type: "fail_connections", attributes });
      assert.equal(status, 200, text);
      await proxy.ask("POST", "/reset");
    }
  });

  it("names every toxic with its attributes, and every option", () => {
    for (const type of toxicTypes) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${type}\``));
      assert.ok(row, type);
      for (const name of Object.keys(attributesOf(type))) assert.ok(row.includes(`\`${name}\``), `${type} ${name}`);
    }
    for (const { name } of commandOptions) assert.ok(page.includes(`\`--${name}`), name);
  });
});
