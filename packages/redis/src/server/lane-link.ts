import type { Link, LinkOptions, MomentPattern } from "@chaos-packs/contract/kind";
import { openLink } from "@chaos-packs/proxy";
import { chanceOf } from "@chaos-packs/wire";
import type { CommandTable } from "../commands/command-table.ts";
import { RuleBook } from "../rules/rule-book.ts";
import { LinkTraffic } from "../tap/link-traffic.ts";
import { redisTap } from "../tap/redis-tap.ts";
import { Scripts } from "../tap/scripts.ts";
import { sightOf, wantsOf } from "../tap/sight.ts";

/** Where a lane's server is, and what is looked for on the way to it. */
export interface LaneAddress {
  readonly dependency: string;
  /** Read at each dial. */
  readonly upstream: { readonly host: string; readonly port: number };
  /** The target file names a server on another machine. */
  readonly isRemoteAllowed?: boolean;
  /** The address as a service expects it, with a port of the link's in place of the server's. */
  readonly url: (port: number) => string;
  readonly seed: number;
  readonly patterns: readonly MomentPattern<never>[];
  readonly commands: CommandTable;
}

/** Opens the ways of replicas to a lane's server, and keeps what is counted on each by the name of its replica. */
export function openLaneLinks(
  address: LaneAddress,
  links: Map<string, LinkTraffic>,
): (options: LinkOptions) => Promise<Link> {
  const scripts = new Scripts();
  return (options) => {
    const { role, index } = options.by;
    const traffic = new LinkTraffic(options.by);
    links.set(`${role} ${index}`, traffic);
    return openLaneLink(address, options, traffic, scripts);
  };
}

async function openLaneLink(
  { dependency, upstream, isRemoteAllowed = false, url, patterns, seed: runSeed, commands }: LaneAddress,
  { by, watch, connection, unseen }: LinkOptions,
  traffic: LinkTraffic,
  scripts: Scripts,
): Promise<Link> {
  const seed = Math.floor(chanceOf(runSeed, dependency, by.role, by.index) * 2 ** 32);
  const rules = new RuleBook(seed);
  const wants = wantsOf(patterns.filter((pattern) => pattern.dependency === dependency));
  let own = 0;
  const link = await openLink({
    by,
    dependency,
    upstream,
    isRemoteAllowed,
    url,
    seed,
    connection(event) {
      if (event.phase === "dialled") traffic.dialled();
      connection(event);
    },
    rule: (rule) => rules.lay(rule),
    tap: (tapped) =>
      redisTap(tapped, {
        sight: sightOf({ dependency, by, watch, wants }, tapped),
        rules,
        traffic,
        by,
        commands,
        scripts,
        ...(unseen && { unseen }),
        isOwn: (address) => isOnThisMachine(address) && address.endsWith(`:${own}`),
      }),
  });
  own = link.port;
  return link;
}

/** Whether an address names this machine; without a host it is that of the server asked. */
const isOnThisMachine = (address: string): boolean => /^(|localhost|127\.[\d.]+|\[?::1\]?):\d+$/.test(address);
