import type { DependencyLane, StartContext } from "@chaos-packs/contract/kind";
import { startOwnServer } from "../server/own-server.ts";
import type { ServerSettings } from "../server/server-process.ts";
import { connect, urlOf } from "./connect.ts";
import { createDatabase } from "./create-database.ts";
import { type LaneOptions, openLane } from "./open-lane.ts";
import type { PostgresOwn } from "./own.ts";
import { type RoleSettings, readRoleSettings } from "./role-settings.ts";

/** Few connections, so that a fault that takes them all is quick. */
const SETTINGS: ServerSettings = { max_connections: 60 };

/** What a lane on a server of its own is opened with. */
export interface AloneOptions extends Pick<LaneOptions, "dependency" | "seed" | "patterns" | "tls"> {
  readonly database: string;
  readonly schema: string;
  readonly settings: ServerSettings;
}

/** Opens a lane on a server that is started for it; closing the lane ends the server. Throws what starting a server throws. */
export async function openAlone(
  context: StartContext,
  { database, schema, settings, ...common }: AloneOptions,
): Promise<DependencyLane<PostgresOwn>> {
  const server = await startOwnServer(context, { ...SETTINGS, ...settings });
  try {
    const { process, isRemoteAllowed } = server;
    const create = async (): Promise<RoleSettings> => {
      const admin = await connect(server.url);
      try {
        await admin.query(`drop database if exists ${database} with (force)`);
        await createDatabase(admin, server.url, database, schema);
        return await readRoleSettings(admin);
      } finally {
        await admin.end();
      }
    };
    const roleSettings = await create();
    return await openLane({
      ...common,
      url: urlOf(server.url, database),
      isRemoteAllowed,
      ...(process && { process, roleSettings, isAlone: true }),
      async recreate() {
        await create();
      },
      async close() {
        await server[Symbol.asyncDispose]();
      },
    });
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
