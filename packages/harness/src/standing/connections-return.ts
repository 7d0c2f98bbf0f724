import {
  defineInvariant,
  emptyHistory,
  exceeded,
  type History,
  holds,
  notPromised,
  unknown,
} from "@chaos-packs/contract";

const withOpen = (open: number): History => ({
  ...emptyHistory,
  roles: { worker: { replicas: 1, connections: { postgres: 4 }, dialsPerSecond: 20 } },
  connections: { events: [], before: [], after: [{ role: "worker", index: 0, dependency: "postgres", open }] },
});

/** Connections return to where they were: at the end no replica holds more than it promises. */
export const connectionsReturn = defineInvariant({
  name: "connections return",
  timed: true,
  check({ connections, roles, faults, endedAt }) {
    if (connections.after.length === 0) return unknown("no link was there to count connections on");
    const bounded = connections.after.flatMap((count) => {
      const most = roles[count.role]?.connections[count.dependency];
      return most === undefined ? [] : [{ ...count, most }];
    });
    if (bounded.length === 0) return notPromised("how many connections a replica holds");
    const over = bounded.find(({ open, most }) => open > most);
    if (!over) return holds;
    const { most } = over;
    const { defaults } = roles[over.role] ?? {};
    const setting = `roles.${over.role}.connections.${over.dependency}`;
    const bound = defaults?.connections.includes(over.dependency)
      ? `the default bound is ${most}: set ${setting} in the target file to what the role may hold`
      : `at most ${most} are promised (${setting})`;
    // A stall explains it only when it took most of the time that there was for them to return.
    const from = Math.max(0, ...faults.map(({ at }) => at));
    return exceeded(
      `${over.role} ${over.index} ended with ${over.open} connections to ${over.dependency}; ${bound}`,
      { byMs: endedAt - from, from, to: endedAt },
      over,
    );
  },
  examples: { keeps: withOpen(4), breaks: withOpen(5) },
});
