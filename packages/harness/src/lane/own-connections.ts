import { ChaosError, type DependencyLane, type Json, type Own, type RoleRequest } from "@chaos-packs/contract";
import { type Agent, request } from "undici";
import { decoded } from "../decoded.ts";
import type { Replica } from "./replica.ts";

/** Where the harness's own requests and looks go. */
export interface OwnSources {
  readonly dependencies: Readonly<Record<string, DependencyLane>>;
  readonly replicas: readonly Replica[];
  readonly agent: Agent;
}

/** The harness's own way to a lane's dependencies and roles: no fault is on it. */
export function ownConnections({ dependencies, replicas, agent }: OwnSources): Own {
  const byName = Object.fromEntries(Object.entries(dependencies).map(([name, lane]) => [name, lane.own]));
  return {
    ...byName,
    request: (wanted: RoleRequest, { signal }: { signal?: AbortSignal } = {}) =>
      send(replicaOf(replicas, wanted.role, wanted.index), wanted, agent, signal),
    directory: (role: string, index: number) => replicaOf(replicas, role, index).directory,
  } as unknown as Own;
}

/** Sends a request to a replica. */
export async function send(
  replica: Replica,
  { method, path, body, headers }: RoleRequest,
  dispatcher: Agent,
  signal?: AbortSignal,
): Promise<{ status: number; body: Json; headers: Readonly<Record<string, string>> }> {
  const hasBody = body !== undefined;
  const answer = await request(`${replica.url}${path}`, {
    method: method as "GET",
    headers: { ...(hasBody && { "content-type": "application/json" }), ...headers },
    body: hasBody ? JSON.stringify(body) : null,
    dispatcher,
    signal: signal ?? null,
  });
  const text = await answer.body.text();
  const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
  return { status: answer.statusCode, body: decoded(text), headers: Object.fromEntries(answered) };
}

/**
 * The replica that a target file or a test names.
 *
 * @throws ChaosError UNKNOWN_ROLE
 */
export function replicaOf(replicas: readonly Replica[], role: string, index = 0): Replica {
  const found = replicas.find(({ id }) => id.role === role && id.index === index);
  if (found) return found;
  throw new ChaosError("UNKNOWN_ROLE", {
    expected: `one of the roles ${[...new Set(replicas.map(({ id }) => id.role))].join(", ")}`,
    came: `"${role}" replica ${index}`,
    todo: "Name a role of the target file.",
  });
}
