import type { DependencyLane, StartContext } from "@chaos-packs/contract";
import { startOwnServer } from "../server/own-server.ts";
import type { ServerSettings } from "../server/server-process.ts";
import { connect, urlOf } from "./connect.ts";
import { createDatabase } from "./create-database.ts";
import { type LaneOptions, openLane } from "./open-lane.ts";
import type { PostgresOwn } from "./own.ts";

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
    const admin = await connect(server.url);
    try {
      await createDatabase(admin, server.url, database, schema);
    } finally {
      await admin.end();
    }
    const { process, isRemoteAllowed } = server;
    return await openLane({
      ...common,
      url: urlOf(server.url, database),
      isRemoteAllowed,
      ...(process && { process }),
      async close() {
        await server[Symbol.asyncDispose]();
      },
    });
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
