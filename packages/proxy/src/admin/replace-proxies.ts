import type { ServedProxy } from "./served-proxy.ts";

/** A proxy to be opened, and the one in whose place it comes. */
export interface Replacement {
  readonly fresh: ServedProxy;
  readonly old: ServedProxy | undefined;
}

/**
 * Opens the fresh proxies and closes the old ones, all or none. What can be opened beside the old ones is opened first,
 * so that a port that somebody else has is found out before anything is touched; only then come those that need a port
 * of an old one.
 */
export async function replaceProxies(replacements: readonly Replacement[]): Promise<void> {
  const opened: ServedProxy[] = [];
  const closed: ServedProxy[] = [];
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
    for (const proxy of closed) await proxy.open();
    throw error;
  }
}

const placeOf = ({ spec: { listen } }: ServedProxy): string => `${listen.host} ${listen.port}`;

async function open(proxy: ServedProxy): Promise<ServedProxy> {
  await proxy.open();
  return proxy;
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
