import type { DependencyLane, Edge, LinkOptions, MomentPattern } from "@chaos-packs/contract";
import { openLink } from "@chaos-packs/proxy";
import type { StatementPattern } from "../patterns/statement-pattern.ts";
import { randomFrom } from "../random.ts";
import { RuleBook } from "../rules/rule-book.ts";
import { openPostgresTap } from "../tap/postgres-tap.ts";
import { StatementTexts } from "../tap/statement-texts.ts";
import { connect, OWN_NAME } from "./connect.ts";
import { openOwn, type PostgresOwn } from "./own.ts";
import { planReset } from "./plan-reset.ts";
import { waitUntilAlone } from "./wait-until-alone.ts";

/** What faults on the server of a lane may use. */
export interface PostgresControl {
  /** False: the server was given by URL and is not ours to break; only what concerns this lane's database may be done. */
  readonly isOurs: boolean;
  /** Ends every replica's backend in this lane's database, as an administrator does (57P01); returns how many. */
  terminateBackends(): Promise<number>;
}

/** What a lane is opened with. */
export interface LaneOptions {
  readonly dependency: string;
  /** The address of the lane's database. */
  readonly url: string;
  readonly isOurs: boolean;
  readonly isRemoteAllowed: boolean;
  readonly seed: number;
  readonly patterns: readonly MomentPattern<never>[];
  readonly tls: "refuse" | "pass-through";
  /** Drops the database. */
  drop(): Promise<void>;
}

/** Opens a lane on a database that was just cloned. */
export async function openLane(options: LaneOptions): Promise<DependencyLane<PostgresOwn>> {
  const { dependency, url, isOurs, patterns, seed, tls } = options;
  const client = await connect(url);
  const own = openOwn(url);
  const plan = await planReset(client);
  const texts = new StatementTexts((print) => patterns.some((pattern) => wants(pattern, print)));
  const isSeen = (edge: Edge): boolean => patterns.some(({ edges }) => edges.includes(edge));
  const asks = { before: isSeen("before"), after: isSeen("after") };
  return {
    own,
    control: { isOurs, terminateBackends: () => terminateBackends(own) } satisfies PostgresControl,
    link({ by, watch, connection }: LinkOptions) {
      const linkSeed = Math.floor(randomFrom(seed, url, by.role, by.index) * 2 ** 31);
      const rules = new RuleBook(linkSeed);
      const { hostname, port } = new URL(url);
      return openLink({
        by,
        dependency,
        upstream: { host: hostname, port: Number(port || DEFAULT_PORT) },
        isRemoteAllowed: options.isRemoteAllowed,
        url: (linkPort) => throughLink(url, linkPort),
        tap: (tapped) => openPostgresTap(tapped, { by, dependency, watch, texts, asks, rules, tls }),
        rule: (rule) => rules.lay(rule),
        connection,
        seed: linkSeed,
      });
    },
    async reset() {
      await waitUntilAlone(client);
      if (plan !== "") await client.query(plan);
    },
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await client.end();
      await options.drop();
    },
  };
}

const DEFAULT_PORT = 5432;

const wants = (pattern: MomentPattern<never> | StatementPattern, print: string): boolean =>
  "wants" in pattern ? pattern.wants(print) : true;

function throughLink(url: string, port: number): string {
  const at = new URL(url);
  at.hostname = "127.0.0.1";
  at.port = String(port);
  return at.href;
}

async function terminateBackends(own: PostgresOwn): Promise<number> {
  const [row] = await own.query<{ ended: number }>(
    `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name <> $1`,
    [OWN_NAME],
  );
  return row?.ended ?? 0;
}
