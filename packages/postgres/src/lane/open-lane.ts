import {
  type DependencyLane,
  type Edge,
  type LinkOptions,
  type MomentPattern,
  troubleOf,
} from "@chaos-packs/contract/kind";
import { openLink } from "@chaos-packs/proxy";
import { chanceOf } from "@chaos-packs/wire";
import { isNotificationPattern } from "../patterns/notification.ts";
import type { StatementPattern } from "../patterns/statement-pattern.ts";
import { RuleBook } from "../rules/rule-book.ts";
import type { ServerProcess } from "../server/server-process.ts";
import type { Conversation } from "../tap/conversation.ts";
import { openPostgresTap } from "../tap/postgres-tap.ts";
import { StatementTexts } from "../tap/statement-texts.ts";
import { clearLeftovers } from "./clear-leftovers.ts";
import { openControl } from "./control.ts";
import { readFirstState } from "./first-state.ts";
import { type LinkTalks, openOwn, type PostgresOwn } from "./own.ts";
import { type RoleSettings, restoreRoleSettings } from "./role-settings.ts";
import { waitUntilAlone } from "./wait-until-alone.ts";

/** What a lane is opened with. */
export interface LaneOptions {
  readonly dependency: string;
  /** The address of the lane's database. */
  readonly url: string;
  /** The server, when it is ours. */
  readonly process?: ServerProcess;
  readonly isRemoteAllowed: boolean;
  readonly seed: number;
  readonly patterns: readonly MomentPattern<never>[];
  readonly tls: "refuse" | "pass-through";
  /** Whether the server serves this lane alone. */
  readonly isAlone?: boolean;
  /** Makes the database anew, when nobody is connected to it any more. */
  recreate(): Promise<void>;
  /** What ALTER ROLE had set when the server was as new; absent: the server is not ours, and its roles are left alone. */
  readonly roleSettings?: RoleSettings;
  /** Drops the database, or the server with it. */
  close(): Promise<void>;
}

/** Opens a lane on a database that was just made. */
export async function openLane(options: LaneOptions): Promise<DependencyLane<PostgresOwn>> {
  const { dependency, url, patterns, seed, tls } = options;
  const links = new Map<string, LinkTalks>();
  const open = openOwn(url, links);
  const { control, mend } = openControl(options, open);
  const first = await readFirstState(open.pool, open.resetting).catch(async (error: unknown) => {
    await open[Symbol.asyncDispose]();
    throw error;
  });
  const texts = new StatementTexts((print) => patterns.some((pattern) => wants(pattern, print)));
  const isSeen = (edge: Edge): boolean => patterns.some(({ edges }) => edges.includes(edge));
  const asks = { before: isSeen("before"), after: isSeen("after") };
  const notified = patterns.filter(isNotificationPattern);
  const wantsChannel =
    notified.length === 0
      ? undefined
      : (channel: string): boolean => notified.some((pattern) => pattern.wantsChannel(channel));
  return {
    own: open.own,
    control,
    link({ by, watch, connection, unseen }: LinkOptions) {
      const linkSeed = Math.floor(chanceOf(seed, url, by.role, by.index) * 2 ** 31);
      const rules = new RuleBook(linkSeed);
      const talks = new Set<Conversation>();
      links.set(`${by.role} ${by.index}`, { by, talks });
      const { hostname, port } = new URL(url);
      return openLink({
        by,
        dependency,
        upstream: { host: hostname, port: Number(port || DEFAULT_PORT) },
        isRemoteAllowed: options.isRemoteAllowed,
        url: (linkPort) => throughLink(url, linkPort),
        tap: (tapped) =>
          openPostgresTap(tapped, {
            ...{ by, dependency, watch, texts, asks, wantsChannel, rules, talks, tls },
            ...(unseen && { unseen }),
          }),
        rule: (rule) => rules.lay(rule),
        connection,
        seed: linkSeed,
      });
    },
    async trouble(signal) {
      if (options.process && !options.process.isRunning()) return "its process has ended, and no fault had ended it";
      return (await options.process?.diskTrouble()) ?? troubleOf(() => open.own.query("select 1"), signal);
    },
    async reset() {
      await mend();
      await waitUntilAlone(open.pool);
      await clearLeftovers(open.pool, options.isAlone ?? false);
      if (options.roleSettings) await restoreRoleSettings(open.pool, options.roleSettings);
      if (await first.putBack()) return;
      await options.recreate();
      await open.renew();
      await first.read();
    },
    async [Symbol.asyncDispose]() {
      // What would keep the database from being dropped; a server of ours goes with all that it has.
      if (!options.process) await clearLeftovers(open.pool, false);
      await open[Symbol.asyncDispose]();
      await options.close();
    },
  };
}

const DEFAULT_PORT = 5432;

const wants = (pattern: MomentPattern<never> | StatementPattern, print: string): boolean =>
  "wants" in pattern ? pattern.wants(print) : !isNotificationPattern(pattern);

function throughLink(url: string, port: number): string {
  const at = new URL(url);
  at.hostname = "127.0.0.1";
  at.port = String(port);
  return at.href;
}
