import {
  type ConnectionEvent,
  defineInvariant,
  emptyHistory,
  exceeded,
  type History,
  holds,
  notPromised,
  type Operation,
  unknown,
} from "@chaos-packs/contract";

const WINDOW_MS = 1_000;

const dialsAt = (...times: number[]): History => ({
  ...emptyHistory,
  roles: { worker: { replicas: 1, connections: {}, dialsPerSecond: 3 } },
  connections: {
    before: [],
    after: [],
    // Each is turned away at accept, and is one dial for all that.
    events: times.flatMap((at): readonly ConnectionEvent[] => [
      { by: { role: "worker", index: 0, incarnation: 1 }, dependency: "redis", phase: "dialled", at },
      { by: { role: "worker", index: 0, incarnation: 1 }, dependency: "redis", phase: "refused", at },
    ]),
  },
});

/** Requests that were under way in the second from then on. */
const askedWithin = (operations: readonly Operation[], from: number): number =>
  operations.filter(({ calledAt, returnedAt }) => calledAt < from + WINDOW_MS && returnedAt >= from).length;

/**
 * Dials stay within their rate: in no second does one life of a replica dial a dependency more often than it promises; by default beyond one
 * for each request of that second.
 */
export const dialsAreBounded = defineInvariant({
  name: "dials are bounded",
  timed: true,
  check({ connections, roles, operations }) {
    const dials = new Map<string, ConnectionEvent[]>();
    for (const event of connections.events) {
      if (event.phase !== "dialled") continue;
      const key = `${event.by.role} ${event.by.index}#${event.by.incarnation} to ${event.dependency}`;
      dials.set(key, [...(dials.get(key) ?? []), event]);
    }
    if (dials.size === 0) return unknown("nobody dialled");
    let judged = 0;
    for (const [who, events] of dials) {
      const [{ by: { role = "" } = {}, dependency = "" } = {}] = events;
      const { dialsPerSecond, defaults } = roles[role] ?? {};
      const byDefault = defaults?.dialsPerSecond?.[dependency];
      const promised = byDefault ?? dialsPerSecond;
      if (promised === undefined) continue;
      judged += 1;
      const most = Math.floor(promised);
      const times = events.map(({ at }) => at).sort((a, b) => a - b);
      // Nobody has promised anything: then each request may dial once, and what goes beyond that is counted.
      const allowed = (at: number): number => most + (byDefault === undefined ? 0 : askedWithin(operations, at));
      const first = times.findIndex(
        (at, index) => (times[index + allowed(at)] ?? Number.POSITIVE_INFINITY) - at < WINDOW_MS,
      );
      const from = times[first];
      if (from !== undefined) {
        const inWindow = times.filter((at) => at >= from && at < from + WINDOW_MS);
        const to = inWindow.at(-1) ?? from;
        const setting = `roles.${role}.dialsPerSecond`;
        const bound =
          byDefault === undefined
            ? `at most ${most} are promised (${setting})`
            : `the default bound is ${most} and one for each request: set ${setting} in the target file to what the role may dial`;
        // Dials are counted where they arrive: a stall that explains it has held the first of them up for so long.
        const byMs = WINDOW_MS - ((times[first + allowed(from)] ?? to) - from);
        return exceeded(`${who}: ${inWindow.length} dials in one second; ${bound}`, { byMs, from, to });
      }
    }
    return judged === 0 ? notPromised("how often a replica dials") : holds;
  },
  examples: { keeps: dialsAt(0, 400, 800, 1_200), breaks: dialsAt(0, 100, 200, 300) },
});
