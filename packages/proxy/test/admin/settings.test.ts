import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { readArguments } from "../../src/admin/command/read-arguments.ts";
import { readConfig } from "../../src/admin/command/read-config.ts";
import { readSettings } from "../../src/admin/command/read-settings.ts";
import { requireProxies } from "../../src/admin/require-proxies.ts";

const read = (words: readonly string[], environment = {}) => readSettings(readArguments(words), environment);
const isRefused = (error: unknown) => isChaosError(error, "OPTION_NOT_POSSIBLE");

describe("the command line", () => {
  it("has Toxiproxy's defaults: localhost and 8474, no metrics", () => {
    const { seed, ...rest } = read([]);
    assert.ok(Number.isSafeInteger(seed));
    assert.deepEqual(rest, {
      host: "localhost",
      port: 8474,
      config: undefined,
      token: undefined,
      isRemoteAllowed: false,
      hasProxyMetrics: false,
      hasRuntimeMetrics: false,
    });
  });

  it("reads one dash like two, and a value behind = like one behind a space", () => {
    const words = "--host 127.0.0.2 -port=1 -config f.json --seed=-7 -token t --metrics -allow-remote=1";
    assert.deepEqual(read(words.split(" ")), {
      host: "127.0.0.2",
      port: 1,
      config: "f.json",
      seed: -7,
      token: "t",
      isRemoteAllowed: true,
      hasProxyMetrics: true,
      hasRuntimeMetrics: true,
    });
  });

  it("reads switches that are turned off, as Go does", () => {
    const { hasProxyMetrics, hasRuntimeMetrics } = read(["-proxy-metrics=false", "-runtime-metrics=T"]);
    assert.deepEqual([hasProxyMetrics, hasRuntimeMetrics], [false, true]);
  });

  it("takes the token from the environment, where other users do not see it; the option goes before", () => {
    assert.equal(read([], { CHAOS_PROXY_TOKEN: "e" }).token, "e");
    assert.equal(read(["--token", "t"], { CHAOS_PROXY_TOKEN: "e" }).token, "t");
    assert.equal(read([], { CHAOS_PROXY_TOKEN: "" }).token, undefined);
  });

  it("draws a seed when none is named", () => {
    assert.notEqual(read([]).seed, read([]).seed);
  });

  it("refuses what it does not know or cannot use, with a code", () => {
    const cases = [
      ["--nothing"],
      ["nothing"],
      ["-"],
      ["--"],
      ["---port", "1"],
      ["--port"],
      ["--port", "x"],
      ["--port", ""],
      ["--port", "-1"],
      ["--port", "65536"],
      ["--port", "1.5"],
      ["--port", "1", "--port", "2"],
      ["--seed", "x"],
      ["--seed", "1e3"],
      ["--seed", "99999999999999999999"],
      ["--host", ""],
      ["--token", ""],
      ["--token", "  "],
      ["--metrics=maybe"],
      ["--config"],
    ];
    for (const words of cases) assert.throws(() => read(words), isRefused, words.join(" "));
  });
});

describe("the config file", () => {
  const limits = { isRemoteAllowed: false };

  async function withFile(text: string, use: (path: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "chaos-proxy-"));
    try {
      const path = join(folder, "config.json");
      await writeFile(path, text);
      await use(path);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it("is an array of proxies as Toxiproxy has it, with our toxics", () =>
    withFile(
      `\uFEFF[{"name": "a", "listen": "[::1]:7", "upstream": "localhost:9", "enabled": false, "Logger": {},
        "toxics": [{"type": "slicer", "attributes": {"average_size": 10}}, {"type": "refuse"}, {"type": "blackhole"}]}]`,
      async (path) => {
        const [proxy] = requireProxies(await readConfig(path, limits), path, limits);
        assert.deepEqual(proxy?.listen, { host: "::1", port: 7, text: "[::1]:7" });
        assert.equal(proxy?.isEnabled, false);
        assert.deepEqual(
          proxy?.toxics?.map(({ name, stream, toxic }) => [name, stream, toxic]),
          [
            ["slicer_downstream", "downstream", { type: "slicer", average_size: 10, size_variation: 0, delay: 0 }],
            ["refuse_downstream", "downstream", { type: "refuse" }],
            ["blackhole_both", "both", { type: "blackhole" }],
          ],
        );
      },
    ));

  it("is refused with every problem and its path", () =>
    withFile(
      JSON.stringify([
        { name: "a", upstream: "127.0.0.1:9", toxics: [{ type: "latency", attributes: { latency: "1" } }] },
        { name: "a", upstream: "127.0.0.1" },
        { upstream: "127.0.0.1:9", lisen: "127.0.0.1:1", toxics: [{ type: "lathency", toxicity: 2 }] },
        7,
      ]),
      async (path) => {
        await assert.rejects(readConfig(path, limits), (error: unknown) => {
          assert.ok(isChaosError(error, "CONFIG_NOT_POSSIBLE"));
          const paths = error.came.split("\n").flatMap((line) => /^ {2}(\S+): expected/.exec(line)?.[1] ?? []);
          assert.deepEqual(paths, [
            "[0].toxics[0].attributes.latency",
            "[1].upstream",
            "[2].lisen",
            "[2].name",
            "[2].toxics[0].type",
            "[2].toxics[0].toxicity",
            "[3]",
            "[1].name",
          ]);
          assert.ok(error.message.includes(path));
          return true;
        });
      },
    ));

  it("is refused when it is no JSON, no array, or not there", async () => {
    for (const [text, code] of [
      ["", "CONFIG_NOT_JSON"],
      ["[{]", "CONFIG_NOT_JSON"],
      ["{}", "CONFIG_NOT_POSSIBLE"],
      ["null", "CONFIG_NOT_POSSIBLE"],
      ["[null]", "CONFIG_NOT_POSSIBLE"],
    ] as const) {
      await withFile(text, (path) => assert.rejects(readConfig(path, limits), (error) => isChaosError(error, code)));
    }
    await assert.rejects(readConfig("/nowhere/config.json", limits), { code: "CONFIG_NOT_READ" });
    await assert.rejects(readConfig(tmpdir(), limits), { code: "CONFIG_NOT_READ" });
  });
});
