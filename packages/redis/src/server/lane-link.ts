import type { Link, LinkOptions, MomentPattern } from "@chaos-packs/contract";
import { openLink } from "@chaos-packs/proxy";
import { newRedisRules } from "../faults/redis-rules.ts";
import { isCommandPattern } from "../moments/command.ts";
import { randomFor } from "../random.ts";
import { redisTap } from "../tap/redis-tap.ts";
import { sightOf } from "../tap/sight.ts";

/** Where a lane's server is, and what is looked for on the way to it. */
export interface LaneAddress {
  readonly dependency: string;
  readonly host: string;
  readonly port: number;
  /** The address as a service expects it, with a port of the link's in place of the server's. */
  readonly url: (port: number) => string;
  readonly seed: number;
  readonly patterns: readonly MomentPattern<never>[];
}

/** Opens the way of one replica to a lane's server. */
export function openLaneLink(address: LaneAddress, { by, watch, connection }: LinkOptions): Promise<Link> {
  const { dependency, host, port, url, patterns } = address;
  const seed = Math.floor(randomFor(address.seed, dependency, by.role, by.index) * 2 ** 32);
  const rules = newRedisRules(seed);
  const wants = wantsOf(patterns.filter((pattern) => pattern.dependency === dependency));
  return openLink({
    by,
    dependency,
    upstream: { host, port },
    url,
    seed,
    connection,
    rule: (rule) => rules.lay(rule),
    tap: (tapped) => redisTap(tapped, sightOf({ dependency, by, watch, wants }, tapped), rules),
  });
}

/** Whether any of the patterns is about a command; one that does not say may be about each. */
function wantsOf(patterns: readonly MomentPattern<never>[]): (command: string) => boolean {
  const own = patterns.filter(isCommandPattern);
  if (own.length < patterns.length) return () => true;
  return (command) => own.some((pattern) => pattern.wants(command));
}
