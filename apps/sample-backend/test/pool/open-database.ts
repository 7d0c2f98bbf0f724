import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Link, StartContext } from "@chaos-packs/contract/target";
import { type PostgresOwn, postgres } from "@chaos-packs/postgres";
import { freePort } from "../free-port.ts";

/** A real Postgres with the schema of the sample backend. */
export interface TestDatabase extends AsyncDisposable {
  readonly own: PostgresOwn;
  /** A way to it that can be broken. */
  openLink(): Promise<Link>;
  /** Brings the rows back to what they were. */
  reset(): Promise<void>;
}

/** Starts a Postgres; disposing ends it and removes its folder. */
export async function openDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), "ledger-test-"));
  const running = new AbortController();
  const context: StartContext = {
    name: "postgres",
    signal: running.signal,
    seed: 1,
    // Nothing reaps what a killed test leaves: it is ended below.
    journal: { process: () => () => {}, folder: () => () => {}, undo: async () => () => {} },
    directory,
    patterns: [],
    launch: () => Promise.reject(new Error("Postgres launches no program of the target's")),
    freePort,
  };
  const server = await postgres({ schema: new URL("../../schema.sql", import.meta.url) }).start(context);
  const lane = await server.openLane("ledger", running.signal);
  return {
    own: lane.own,
    openLink: () => lane.link({ by: { role: "ledger", index: 0 }, watch: () => undefined, connection: () => {} }),
    reset: () => lane.reset(),
    async [Symbol.asyncDispose]() {
      await lane[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
