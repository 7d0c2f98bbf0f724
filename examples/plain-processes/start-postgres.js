// A Postgres for those who have none at hand: what the harness would start by itself, here as a server of somebody else's.
import { remote } from "@chaos-packs/contract/target";
import { openSession } from "@chaos-packs/harness/engine";
import { postgres } from "@chaos-packs/postgres";

/** Starts a Postgres and tells its address; disposing ends it. */
export async function startPostgres() {
  const stop = new AbortController();
  const target = {
    name: "a Postgres",
    dependencies: { postgres: postgres({ schema: "select 1" }) },
    // Nothing is run here; a target has a role all the same.
    roles: { nobody: remote({ url: "http://127.0.0.1:9", ready: { path: "/" } }) },
    capabilities: [],
  };
  const session = await openSession(target, { seed: 1, signal: stop.signal });
  const lane = await session.servers.postgres.openLane("given", stop.signal);
  return {
    url: lane.own.url,
    query: (sql) => lane.own.query(sql),
    async [Symbol.asyncDispose]() {
      await lane[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
    },
  };
}
