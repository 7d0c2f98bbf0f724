// Real servers for the tests of an example, gone afterwards.
import { remote } from "@chaos-packs/contract/target";
import { openSession } from "@chaos-packs/harness/engine";
import { postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";

/** Starts a Postgres with this schema (a file), and a Redis if it is wanted; tells their addresses. */
export async function startServers({ schema, needsRedis = false }) {
  const { signal } = new AbortController();
  const target = {
    name: "servers",
    dependencies: { postgres: postgres({ schema }), ...(needsRedis && { redis: redis() }) },
    // Nothing is run here; a target has a role all the same.
    roles: { nobody: remote({ url: "http://127.0.0.1:9", ready: { path: "/" } }) },
    capabilities: [],
  };
  const session = await openSession(target, { seed: 1, signal });
  const lanes = {};
  for (const [name, server] of Object.entries(session.servers)) lanes[name] = await server.openLane("test", signal);
  return {
    url: {
      postgres: lanes.postgres.own.url,
      ...(needsRedis && { redis: `redis://127.0.0.1:${lanes.redis.own.client.options.port}` }),
    },
    async [Symbol.asyncDispose]() {
      for (const lane of Object.values(lanes)) await lane[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
    },
  };
}
