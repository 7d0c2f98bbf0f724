import net from "node:net";
import pg from "pg";
import { backoffMs } from "../backoff.ts";
import { monotonic, sleep } from "../clock.ts";
import { Failure, messageOf } from "../failure.ts";
import type { Log } from "../log.ts";

/** A statement with its bound parameters; it is prepared under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** How a database is opened. Times are ms. */
export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  readonly queryTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** After so long without a statement the server ends a transaction, so that a frozen worker holds no lock. */
  readonly idleInTransactionMs: number;
  readonly log: Log;
}

/** The connections to Postgres. While it cannot be reached only one dial at a time is made, each after a longer pause. */
export class Database implements AsyncDisposable {
  readonly #pool: pg.Pool;
  readonly #sockets = new Set<net.Socket>();
  #failures = 0;
  #closedUntil = 0;
  #probing = false;

  constructor({ url, connections, queryTimeoutMs, connectTimeoutMs, idleInTransactionMs, log }: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: queryTimeoutMs,
      lock_timeout: queryTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      keepAlive: true,
      stream: () => this.#track(new net.Socket()),
    });
    this.#pool.on("error", (error) =>
      log.debug({ error: error.message }, "an idle connection to the database was lost"),
    );
  }

  /** Runs one statement. Rejects with a `Failure` that says the database is away when no connection can be had. */
  async query<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    const client = await this.connect();
    try {
      const { rows } = await client.query<Row>({ ...statement, values: [...values] });
      client.release();
      return rows;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** Runs a statement that changes nothing; when its connection breaks it is run once more on another. */
  async read<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return this.query<Row>(statement, values).catch((error) => {
      if (error instanceof Failure) throw error;
      return this.query<Row>(statement, values);
    });
  }

  /** A connection of one's own, to be released. */
  async connect(): Promise<pg.PoolClient> {
    const troubled = this.#failures > 0;
    if (troubled && (this.#probing || monotonic() < this.#closedUntil))
      throw new Failure("unavailable", "the database cannot be reached");
    this.#probing = troubled;
    try {
      const client = await this.#pool.connect();
      this.#failures = 0;
      // Without a listener an error between two statements would end the process.
      if (client.listenerCount("error") === 0) client.on("error", () => {});
      return client;
    } catch (error) {
      this.#failures += 1;
      this.#closedUntil = monotonic() + backoffMs(this.#failures, { firstMs: 100, mostMs: 400 });
      throw new Failure("unavailable", `the database cannot be reached: ${messageOf(error)}`, { cause: error });
    } finally {
      if (troubled) this.#probing = false;
    }
  }

  #track(socket: net.Socket): net.Socket {
    this.#sockets.add(socket);
    return socket.once("close", () => this.#sockets.delete(socket));
  }

  /** Closes politely, and after a short while at any rate. */
  async [Symbol.asyncDispose](): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.#pool.end().catch(() => {}), sleep(150, done.signal)]);
    done.abort();
    for (const socket of this.#sockets) socket.destroy();
  }
}
