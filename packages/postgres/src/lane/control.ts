import { ChaosError, undo } from "@chaos-packs/contract/kind";
import { pause } from "@chaos-packs/wire";
import type pg from "pg";
import type { ServerProcess, ShutdownMode } from "../server/server-process.ts";
import { connect } from "./connect.ts";
import type { OpenOwn, PostgresOwn } from "./own.ts";

/** What can be done to the process of a server that is ours. */
export interface ServerControl {
  /** Resolves when it has exited; nothing happens when it is stopped. */
  stop(mode: ShutdownMode): Promise<void>;
  /** Resolves when it accepts connections; nothing happens when it runs. */
  start(): Promise<void>;
  /** Ends one of its processes with SIGKILL: all others go down with it. Resolves when it has recovered. */
  crash(backend: number): Promise<void>;
  /** Changes settings that need no restart, for all connections at once, until the undo or the lane's reset. */
  alter(settings: Readonly<Record<string, string>>): Promise<AsyncDisposable>;
}

/** What faults on the server of a lane may use. */
export interface PostgresControl {
  readonly own: PostgresOwn;
  /** A connection of the harness's own to the lane's database, to hold something on. */
  connect(): Promise<pg.Client>;
  /** Absent: the server was given by URL, and only what concerns this lane's database may be done. */
  readonly server?: ServerControl;
}

/** What the lane itself needs of its control beside what faults use. */
export interface OpenControl {
  readonly control: PostgresControl;
  /** Undoes what faults have left of the server. */
  mend(): Promise<void>;
}

/** Opens the control of a lane, by the address of its database and the server when it is ours. */
export function openControl(
  { url, process: server }: { readonly url: string; readonly process?: ServerProcess },
  open: OpenOwn,
): OpenControl {
  const { own } = open;
  const control = { own, connect: () => connect(url) };
  if (!server) return { control, async mend() {} };
  let isAltered = false;
  const start = async (): Promise<void> => {
    if (server.isRunning()) return;
    await server.start();
    await open.renew();
  };
  const restore = async (): Promise<void> => {
    isAltered = false;
    await reloadWith(url, ["alter system reset all"]);
  };
  return {
    control: {
      ...control,
      server: {
        stop: (mode) => server.stop(mode),
        start,
        async crash(backend) {
          const { length: isThere } = await own.query("select from pg_stat_activity where pid = $1", [backend]);
          if (!isThere) throw backendGone(backend);
          await server.crash(backend);
          await open.renew();
        },
        async alter(settings) {
          isAltered = true;
          await reloadWith(
            url,
            Object.entries(settings).map(([name, value]) => `alter system set ${name} = ${value}`),
          );
          return undo(restore);
        },
      },
    },
    async mend() {
      await start();
      if (isAltered) await restore();
    },
  };
}

/** Runs statements, and resolves when all backends have been told to read their configuration again. */
async function reloadWith(url: string, statements: readonly string[]): Promise<void> {
  const session = await connect(url);
  const loadedAt = async (): Promise<string> => {
    const { rows } = await session.query<{ at: string }>("select pg_conf_load_time()::text as at");
    return rows[0]?.at ?? "";
  };
  try {
    const before = await loadedAt();
    for (const statement of statements) await session.query(statement);
    await session.query("select pg_reload_conf()");
    while ((await loadedAt()) === before) await pause(BETWEEN_LOOKS_MS);
  } finally {
    await session.end();
  }
}

const BETWEEN_LOOKS_MS = 2;

const backendGone = (backend: number): ChaosError =>
  new ChaosError("BACKEND_GONE", {
    expected: `the backend ${backend} to serve the connection that was struck`,
    came: "the server has no such process",
    todo: "Strike a connection that is alive: an anchor holds its message, so anchor the fault at a statement.",
  });
