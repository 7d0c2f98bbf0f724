import {
  amountIn,
  type DependencyLane,
  type DependencyServer,
  type Fault,
  type Link,
  type ReplicaRef,
  type Sighting,
  type World,
} from "@chaos-packs/contract/kind";
import pg from "pg";
import type { PostgresOwn } from "../../src/lane/own.ts";
import { statement } from "../../src/patterns/statement.ts";
import { type PostgresOptions, postgres } from "../../src/postgres.ts";
import type { Exchange } from "../../src/tap/seen-statement.ts";
import { openContext } from "../support.ts";

const SCHEMA = `
  create table accounts (id int primary key, balance int not null);
  create table "Log" (id serial primary key, line text not null);
  insert into accounts values (1, 100), (2, 100);
`;

/** Where a fault strikes: at the first statement that matches, while it is held before the server. */
export interface Strike {
  readonly at: RegExp;
  readonly inject: Fault;
}

/** A real server, a lane on it, and what stands in for the harness: clients through links, and faults that are put in. */
export async function openLab({ alone = false, ...options }: Partial<PostgresOptions> & { alone?: boolean } = {}) {
  const opened = await openContext([statement(/./, () => ({}))]);
  const { signal } = opened.context;
  const server: DependencyServer<PostgresOwn> = await postgres({ schema: SCHEMA, ...options }).start(opened.context);
  const lane: DependencyLane<PostgresOwn> = await server.openLane("lab", signal, { alone });
  const links: Link[] = [];
  const undos: AsyncDisposable[] = [];

  const worldOf = (sighting?: Sighting): World => ({
    struck: {
      by: { role: "worker", index: 0, incarnation: 1 },
      dependency: "postgres",
      connection: sighting?.connection ?? { reset() {}, close() {} },
      message: sighting?.message,
    },
    signal,
    random: () => 0.5,
    replicas: () => [],
    links: (_which, of: ReplicaRef) => (of === "all" ? links : links.slice(-1)),
    servers: () => lane.control as never,
    resources: () => [],
    amounts: (amount) => amountIn({}, amount),
    moments:
      ({ moment, edge }) =>
      (seen) =>
        seen.edge === edge &&
        (seen.message as Exchange).statements.some(({ fingerprint }) => fingerprint.includes(moment)),
  });
  const inject = async (fault: Fault, sighting?: Sighting): Promise<AsyncDisposable> => {
    const undo = await fault.inject(worldOf(sighting));
    undos.push(undo);
    return undo;
  };
  const heal = async (): Promise<void> => {
    for (const undo of undos.splice(0).reverse()) await undo[Symbol.asyncDispose]();
  };

  /** A link of a replica of its own, and clients through it. */
  async function openReplica(strike?: Strike) {
    let isStruck = false;
    let tell: () => void = () => {};
    const injected = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const clients: pg.Client[] = [];
    const link = await lane.link({
      by: { role: "worker", index: links.length },
      connection: () => {},
      watch(sighting) {
        const { statements } = sighting.message as Exchange;
        if (
          isStruck ||
          sighting.edge !== "before" ||
          !statements.some(({ fingerprint }) => strike?.at.test(fingerprint))
        )
          return undefined;
        isStruck = true;
        const { inject: fault } = strike as Strike;
        return inject(fault, sighting).then(() => {
          tell();
          return fault.fate;
        });
      },
    });
    links.push(link);
    return {
      link,
      /** Resolves when the fault is in. */
      injected,
      async dial(giveUpMs = 5_000): Promise<pg.Client> {
        const client = new pg.Client({ connectionString: link.url, connectionTimeoutMillis: giveUpMs });
        client.on("error", () => {});
        await client.connect();
        clients.push(client);
        return client;
      },
      async close(): Promise<void> {
        // A connection that was lost cannot be ended politely, and need not be.
        for (const client of clients) await client.end().catch((error: unknown) => void String(error));
      },
    };
  }

  return {
    server,
    lane,
    own: lane.own,
    inject,
    heal,
    openReplica,
    journal: opened.journal,
    world: () => worldOf(),
    /** Cancels what runs: who gets 57014 still has its connection. */
    async cancel() {
      await lane.own.query(
        "select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and pid <> pg_backend_pid()",
      );
    },
    /** Heals, closes every link, and brings the lane back. */
    async clear() {
      await heal();
      for (const link of links.splice(0)) await link[Symbol.asyncDispose]();
      await lane.reset();
    },
    async [Symbol.asyncDispose]() {
      await heal();
      for (const link of links.splice(0)) await link[Symbol.asyncDispose]();
      await lane[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await opened[Symbol.asyncDispose]();
    },
  };
}

export type Lab = Awaited<ReturnType<typeof openLab>>;

/** The SQLSTATE that work fails with, or the code or message of another error; `done` when it does not fail. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

/** Resolves when a client's connection has ended. */
export const endOf = (client: pg.Client): Promise<void> =>
  new Promise((resolve) => void client.once("end", () => resolve()));

/** Resolves when a look shows something; the test's own timeout is the bound. */
export async function until(look: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setImmediate(resolve));
}
