import { randomBytes } from "node:crypto";
import type {
  ChaosError,
  DependencyKind,
  DependencyLane,
  DependencyServer,
  MessageReader,
  StartContext,
} from "@chaos-packs/contract/kind";
import { postgresFaults } from "./faults/postgres-faults.ts";
import { postgresKind } from "./kind.ts";
import { connect, urlOf } from "./lane/connect.ts";
import { createDatabase } from "./lane/create-database.ts";
import { openAlone } from "./lane/open-alone.ts";
import { openLane } from "./lane/open-lane.ts";
import type { PostgresOwn } from "./lane/own.ts";
import { readSchema } from "./lane/read-schema.ts";
import { type RoleSettings, readRoleSettings } from "./lane/role-settings.ts";
import { openSequence } from "./lane/sequence.ts";
import { dropStale, showRun } from "./lane/stale-databases.ts";
import { readMessages } from "./patterns/read-message.ts";
import { explainFailure } from "./server/explain-failure.ts";
import { givenServer } from "./server/given-server.ts";
import { startOwnServer } from "./server/own-server.ts";
import type { RunningServer } from "./server/running-server.ts";
import type { ServerSettings } from "./server/server-process.ts";

/** Which Postgres, and what stands in it. */
export interface PostgresOptions {
  /** The whole schema: SQL, a file URL, or a path that ends in .sql. */
  readonly schema: string | URL;
  /** A server that runs, as a user that may create databases; default CHAOS_POSTGRES_URL. Without either one is started. */
  readonly url?: string;
  /** Settings of the server that is started. */
  readonly serverSettings?: ServerSettings;
  /** What a client that asks for TLS gets: `refuse` (default) tells it no; `pass-through` lets it, and nothing of it is seen. */
  readonly tls?: "refuse" | "pass-through";
}

/** Real Postgres. Each lane is a database cloned from a template. Starting throws DATABASE_REFUSED, SCHEMA_FAILED, BINARIES_MISSING. */
export const postgres = (options: PostgresOptions): DependencyKind<PostgresOwn> => ({
  readMessages: readMessages as (dependency: string) => MessageReader,
  ...postgresKind,
  faults: postgresFaults,
  check: () =>
    readSchema(options.schema).then(
      () => [],
      (error: ChaosError) => [{ says: `the schema cannot be read: ${error.came}`, todo: error.todo }],
    ),
  async start(context) {
    const schema = await readSchema(options.schema);
    const server = givenServer(options.url) ?? (await startOwnServer(context, options.serverSettings ?? {}));
    try {
      return await openServer(server, schema, options, context);
    } catch (error) {
      const explained = explainFailure(error, server.process, "open a database");
      await server[Symbol.asyncDispose]();
      throw explained;
    }
  },
});

async function openServer(
  server: RunningServer,
  schema: string,
  { tls = "refuse", serverSettings = {} }: PostgresOptions,
  context: StartContext,
): Promise<DependencyServer<PostgresOwn>> {
  const { url, process, isRemoteAllowed } = server;
  const { name: dependency, seed, patterns } = context;
  const common = { dependency, seed, patterns, tls };
  const admin = await connect(url);
  const run = randomBytes(4).toString("hex");
  const created: string[] = [];
  const drop = async (database: string): Promise<void> => {
    // A directory that is thrown away takes its databases with it.
    if (!process) await admin.query(`drop database if exists ${database} with (force)`);
  };
  const close = async (): Promise<void> => {
    for (const database of created.reverse()) await drop(database);
    await admin.end();
  };
  let roleSettings: RoleSettings = new Map();
  const inTurn = openSequence();
  const template = `chaos_${run}_template`;
  // Without fsync, copying files takes a third of the time; with it, the checkpoints that this needs are dear.
  const strategy = process ? "file_copy" : "wal_log";
  const openShared = async (name: string): Promise<DependencyLane<PostgresOwn>> => {
    const database = `chaos_${run}_${databaseNameOf(name)}_${created.length}`;
    created.push(database);
    const clone = (): Promise<unknown> =>
      // Postgres refuses to clone a template twice at a time (55006).
      inTurn(() => admin.query(`create database ${database} template ${template} strategy ${strategy}`));
    try {
      await clone();
      const standing = { url: urlOf(url, database), isRemoteAllowed, ...(process && { process, roleSettings }) };
      return await openLane({
        ...common,
        ...standing,
        async recreate() {
          await admin.query(`drop database if exists ${database} with (force)`);
          await clone();
        },
        close: () => drop(database),
      });
    } catch (error) {
      throw explainFailure(error, process, "create the database of a lane");
    }
  };
  try {
    await showRun(admin, run);
    if (!process) await dropStale(admin, url);
    created.push(template);
    await createDatabase(admin, url, template, schema);
    if (process) roleSettings = await readRoleSettings(admin);
    const { rows } = await admin.query<{ server_version: string }>("show server_version");
    return {
      version: rows[0]?.server_version.split(" ")[0] ?? "",
      lanesStandOn: process ? "shared" : "given",
      async openLane(name, signal, { alone = false } = {}) {
        signal.throwIfAborted();
        if (!alone || !process) return openShared(name);
        return openAlone(context, {
          ...common,
          database: `chaos_${databaseNameOf(name)}`,
          schema,
          settings: serverSettings,
        });
      },
      async [Symbol.asyncDispose]() {
        try {
          await close();
        } finally {
          await server[Symbol.asyncDispose]();
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const databaseNameOf = (lane: string): string => lane.toLowerCase().replace(/[^a-z0-9]+/g, "_");
