import type { ConnectionFailure, Direction } from "@chaos-packs/contract/kind";

/** What toxics on whole links are made of. */
export interface LinkFaults {
  fail(failure: ConnectionFailure): AsyncDisposable;
  partition(direction: Direction): AsyncDisposable;
  blackhole(direction: Direction): AsyncDisposable;
}

/** A toxic that strikes a link, not its connections one by one. */
export interface LinkToxicKind {
  readonly attributes: readonly string[];
  /** The failure that it stands for; for those that stand for one. */
  failure?(attributes: Readonly<Record<string, unknown>>): ConnectionFailure;
  lay(faults: LinkFaults, attributes: Readonly<Record<string, unknown>>, direction: Direction): AsyncDisposable;
}

const failing = (
  attributes: readonly string[],
  failure: (attributes: Readonly<Record<string, unknown>>) => ConnectionFailure,
): LinkToxicKind => ({ attributes, failure, lay: (faults, given) => faults.fail(failure(given)) });

/** The toxics that strike whole links, by their names. */
export const toxicsOnWholeLinks: Readonly<Record<string, LinkToxicKind>> = {
  partition: { attributes: [], lay: (faults, _, direction) => faults.partition(direction) },
  blackhole: { attributes: [], lay: (faults, _, direction) => faults.blackhole(direction) },
  refuse: failing([], () => ({ how: "refuse", at: "dial" })),
  lose_connections: failing(
    ["rate", "how"],
    ({ rate, how = "rst" }) => ({ how, at: "accept", rate }) as ConnectionFailure,
  ),
  fail_connections: failing(["how", "at", "times", "rate", "bytes"], (given) => given as unknown as ConnectionFailure),
};
