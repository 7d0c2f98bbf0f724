import type { LinkOptions } from "@chaos-packs/contract/kind";
import pg from "pg";
import type { Conversation } from "../tap/conversation.ts";
import { freeFromTimeouts, OWN_NAME, ownConfig } from "./connect.ts";

/** The connections of the replicas to a lane's database, as the server counts them. */
export interface ServerConnections {
  readonly open: number;
  /** Running a statement. */
  readonly active: number;
  /** Idle, with a transaction open (or failed and not ended). */
  readonly inTransaction: number;
  /** Of the active ones: waiting for a lock. */
  readonly waiting: number;
  readonly idle: number;
}

/** The connections of one replica, as its link sees them. */
export interface WireConnections {
  readonly role: string;
  readonly index: number;
  readonly open: number;
  /** Whose handshake is over. */
  readonly established: number;
  /** On which an exchange is under way. */
  readonly busy: number;
  /** On which a transaction is open. */
  readonly inTransaction: number;
}

/** The harness's own way to a lane's database; no fault is on it. While the whole server is stopped its looks reject. */
export interface PostgresOwn {
  /** The address of the database itself, past every link. */
  readonly url: string;
  /** Runs one statement and returns its rows, each an object by column name. Rejects with Postgres's error. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** The connections of all replicas, from pg_stat_activity, the harness's own left out. */
  connections(): Promise<ServerConnections>;
  /** The connections of each replica, from the wire. */
  wire(): readonly WireConnections[];
}

/** Those who talk over a link. */
export interface LinkTalks {
  readonly by: LinkOptions["by"];
  readonly talks: ReadonlySet<Conversation>;
}

/** What runs statements, one text or several. */
export type Queryable = Pick<pg.Pool, "query">;

/** The harness's own pool, and what is seen through it. */
export interface OpenOwn extends AsyncDisposable {
  readonly own: PostgresOwn;
  readonly pool: Queryable;
  /** One more connection, for what forgets all plans of its session: setting session_replication_role. */
  readonly resetting: Queryable;
  /** Leaves the connections that a server has taken with it, and makes all anew. */
  renew(): Promise<void>;
}

const CONNECTIONS = 4;

/** Opens the harness's own pool. */
export function openOwn(url: string, links: ReadonlyMap<string, LinkTalks>): OpenOwn {
  let pool = openPool(url, CONNECTIONS);
  let resetting = openPool(url, 1);
  const query = async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> => {
    const { rows } = await pool.query(sql, [...parameters]);
    return rows as readonly Row[];
  };
  return {
    own: {
      url,
      query,
      async connections() {
        const [counts] = await query<ServerConnections>(COUNTS, [OWN_NAME]);
        return counts ?? { open: 0, active: 0, inTransaction: 0, waiting: 0, idle: 0 };
      },
      wire: () => [...links.values()].map(countTalks),
    },
    pool: queryableOf(() => pool),
    resetting: queryableOf(() => resetting),
    async renew() {
      const old = [pool, resetting];
      pool = openPool(url, CONNECTIONS);
      resetting = openPool(url, 1);
      for (const each of old) await each.end();
      // As many as it may ever need, so that it is served also when the server is full.
      await Promise.all(Array.from({ length: CONNECTIONS }, () => query("select 1")));
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await resetting.end();
    },
  };
}

const queryableOf = (current: () => pg.Pool): Queryable => ({
  query: ((...how: Parameters<pg.Pool["query"]>) => current().query(...how)) as pg.Pool["query"],
});

const COUNTS = `
  select count(*)::int as open,
    count(*) filter (where state = 'active')::int as active,
    count(*) filter (where state like 'idle in transaction%')::int as "inTransaction",
    count(*) filter (where state = 'active' and wait_event_type = 'Lock')::int as waiting,
    count(*) filter (where state = 'idle')::int as idle
  from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and application_name <> $1`;

function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...ownConfig(url),
    max,
    idleTimeoutMillis: 0,
    onConnect: freeFromTimeouts,
  });
  // A connection lost while idle is replaced by the pool; the next query tells when it cannot be.
  pool.on("error", () => {});
  return pool;
}

function countTalks({ by, talks }: LinkTalks): WireConnections {
  const all = [...talks];
  const count = (is: (talk: Conversation) => boolean): number => all.filter(is).length;
  return {
    ...by,
    open: all.length,
    established: count(({ isEstablished }) => isEstablished),
    busy: count(({ isEstablished, isUnderWay }) => isEstablished && isUnderWay),
    inTransaction: count(({ status }) => status !== "I"),
  };
}
