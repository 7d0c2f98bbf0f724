import { ChaosError } from "@chaos-packs/contract/kind";

/** A proxy, as far as it matters here. */
export interface Replaceable {
  readonly spec: { readonly listen: { readonly host: string; readonly port: number } };
  readonly isOpen: boolean;
  open(): Promise<void>;
  close(): Promise<void>;
  /** Opens it again, or leaves it disabled. */
  reopen(): Promise<void>;
}

/** A proxy to be opened, and the one in whose place it comes. */
export interface Replacement {
  readonly fresh: Replaceable;
  readonly old: Replaceable | undefined;
}

/**
 * Opens the fresh proxies and closes the old ones, all or none. What can be opened beside the old ones is opened first,
 * so that a port that somebody else has is found out before anything is touched; only then come those that need a port
 * of an old one.
 */
export async function replaceProxies(replacements: readonly Replacement[]): Promise<void> {
  const opened: Replaceable[] = [];
  const closed: Replaceable[] = [];
  const ports = new Set(replacements.flatMap(({ old }) => (old?.isOpen ? [placeOf(old)] : [])));
  const [later, sooner] = split(replacements, ({ fresh }) => ports.has(placeOf(fresh)));
  try {
    for (const { fresh } of sooner) opened.push(await open(fresh));
    for (const { old } of replacements) {
      if (!old) continue;
      closed.push(old);
      await old.close();
    }
    for (const { fresh } of later) opened.push(await open(fresh));
  } catch (error) {
    for (const proxy of opened) await proxy.close();
    await reopen(closed, error);
    throw error;
  }
}

/** Everything as it was, but for the connections. Throws RESTORE_FAILED with why it was tried and why it failed. */
async function reopen(proxies: readonly Replaceable[], reason: unknown): Promise<void> {
  const results = await Promise.allSettled(proxies.map((proxy) => proxy.reopen()));
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (failures.length === 0) return;
  throw new ChaosError("RESTORE_FAILED", {
    expected: "all proxies to be as they were before the change",
    came: `${failures.length} could not be opened again, and are disabled: ${failures.map(String).join("; ")}`,
    todo: "Enable them when their ports are free.",
    cause: new AggregateError([reason, ...failures]),
  });
}

const placeOf = ({ spec: { listen } }: Replaceable): string => `${listen.host} ${listen.port}`;

async function open(proxy: Replaceable): Promise<Replaceable> {
  await proxy.open();
  return proxy;
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
