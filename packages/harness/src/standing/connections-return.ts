import { defineInvariant, emptyHistory, type History, holds, unknown, violated } from "@chaos-packs/contract";

const withOpen = (open: number): History => ({
  ...emptyHistory,
  roles: { worker: { replicas: 1, connections: { postgres: 4 }, dialsPerSecond: 20 } },
  connections: { events: [], before: [], after: [{ role: "worker", index: 0, dependency: "postgres", open }] },
});

/** Connections return to where they were: at the end no replica holds more than it promises. */
export const connectionsReturn = defineInvariant({
  name: "connections return",
  check({ connections, roles }) {
    if (connections.after.length === 0) return unknown("no link was there to count connections on");
    const over = connections.after.find(
      ({ role, dependency, open }) => open > (roles[role]?.connections[dependency] ?? 0),
    );
    if (!over) return holds;
    const { connections: promised = {}, defaults } = roles[over.role] ?? {};
    const most = promised[over.dependency] ?? 0;
    const setting = `roles.${over.role}.connections.${over.dependency}`;
    const bound = defaults?.connections.includes(over.dependency)
      ? `the default bound is ${most}: set ${setting} in the target file to what the role may hold`
      : `at most ${most} are promised (${setting})`;
    return violated(
      `${over.role} ${over.index} ended with ${over.open} connections to ${over.dependency}; ${bound}`,
      over,
    );
  },
  examples: { keeps: withOpen(4), breaks: withOpen(5) },
});
