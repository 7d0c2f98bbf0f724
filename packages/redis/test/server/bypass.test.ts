import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "node:test";
import type { UnseenReport } from "@chaos-packs/contract/kind";
import { freePort } from "@chaos-packs/proxy";
import { Cluster, Redis } from "ioredis";
import { CommandTable } from "../../src/commands/command-table.ts";
import { findBinary, redis } from "../../src/index.ts";
import { openLaneLinks } from "../../src/server/lane-link.ts";
import { startContext } from "../support/open-stack.ts";

/** Starts a server program and waits until a line of it says that it is ready. */
async function startServer(args: readonly string[], ready: RegExp): Promise<AsyncDisposable> {
  const binary = await findBinary();
  assert.ok(binary, "npm run setup finds a Redis");
  const child = spawn(binary.path, [...args], { env: { ...process.env, ...binary.env } });
  const isReady = new Promise<void>((resolve) =>
    createInterface({ input: child.stdout }).on("line", (line) => ready.test(line) && resolve()),
  );
  const exited = once(child, "exit");
  await Promise.race([isReady, exited.then(() => assert.fail(`${binary.path} did not start`))]);
  return {
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

test("a client of a cluster that goes past the link to the node itself is reported", { timeout: 20_000 }, async () => {
  await using started = await startContext();
  const port = await freePort();
  const options = {
    port,
    dir: started.context.directory,
    "cluster-enabled": "yes",
    "cluster-announce-ip": "127.0.0.1",
    save: "",
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await using _node = await startServer(flags, /Ready to accept connections/);
  await using server = await redis({ url: `redis://127.0.0.1:${port}` }).start(started.context);
  await using lane = await server.openLane("a", started.context.signal);
  await lane.own.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
  while (!String(await lane.own.command("CLUSTER", "INFO")).includes("cluster_state:ok"));
  const unseen: UnseenReport[] = [];
  await using link = await lane.link({
    by: { role: "api", index: 0 },
    watch: () => undefined,
    connection: () => {},
    unseen: (report) => void unseen.push(report),
  });
  const cluster = new Cluster([{ host: "127.0.0.1", port: link.port }], { lazyConnect: true });
  cluster.on("error", () => {});
  try {
    await cluster.connect();
    assert.ok(
      cluster.nodes().some((node) => node.options.port === port),
      "the client dials the node itself",
    );
  } finally {
    cluster.disconnect();
  }
  assert.ok(
    unseen.some(({ why, what }) => why === "bypass" && what.includes(`:${port},`)),
    JSON.stringify(unseen),
  );
});

test("a client that asks a sentinel for the primary is reported to go past the link", { timeout: 20_000 }, async () => {
  await using started = await startContext();
  const [port, primary] = [await freePort(), await freePort()];
  const config = join(started.context.directory, "sentinel.conf");
  await writeFile(
    config,
    `port ${port}\ndir ${started.context.directory}\nsentinel monitor main 127.0.0.1 ${primary} 1\n`,
  );
  await using _sentinel = await startServer([config, "--sentinel"], /monitor master main/);
  const unseen: UnseenReport[] = [];
  const open = openLaneLinks(
    {
      dependency: "sentinel",
      upstream: { host: "127.0.0.1", port },
      url: (own) => `redis://127.0.0.1:${own}`,
      seed: 1,
      patterns: [],
      commands: new CommandTable([]),
    },
    new Map(),
  );
  await using link = await open({
    by: { role: "api", index: 0 },
    watch: () => undefined,
    connection: () => {},
    unseen: (report) => void unseen.push(report),
  });
  const client = new Redis({ port: link.port, lazyConnect: true, retryStrategy: null });
  client.on("error", () => {});
  try {
    await client.connect();
    assert.deepEqual(await client.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "main"), ["127.0.0.1", String(primary)]);
  } finally {
    client.disconnect();
  }
  assert.deepEqual(unseen, [
    {
      why: "bypass",
      what: `the answer to SENTINEL GET-MASTER-ADDR-BY-NAME names 127.0.0.1:${primary}, and what a client sends there is not seen`,
    },
  ]);
});
