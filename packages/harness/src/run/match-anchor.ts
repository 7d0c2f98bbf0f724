import {
  type Anchor,
  isSameReplica,
  type MomentSeen,
  type MomentSpec,
  type ReplicaId,
  type Scope,
  type ScopePattern,
} from "@chaos-packs/contract";

/** Values of references that the workload has filled in. */
export type Memory = ReadonlyMap<string, string | number>;

/** Whether a moment is one that an anchor means, occurrence aside. A reference that is not filled in yet matches nothing. */
export function matchesAnchor(
  anchor: Anchor,
  seen: Pick<MomentSeen, "capability" | "moment" | "scope" | "edge" | "by">,
  memory: Memory,
  struck?: ReplicaId,
): boolean {
  if (anchor.moment !== seen.moment || anchor.capability !== seen.capability || anchor.edge !== seen.edge) return false;
  if (anchor.by !== undefined && (struck === undefined || isSameReplica(struck, seen.by) !== (anchor.by === "struck")))
    return false;
  return matchesScope(anchor.scope, seen.scope, memory);
}

/**
 * Whether a scope is as an anchor asks. What the wire of this target does not tell is not compared: only keys that a moment
 * leaves optional may be missing (`missingKeys`).
 */
export const matchesScope = (pattern: ScopePattern, scope: Scope, memory: Memory): boolean =>
  Object.entries(pattern).every(([key, wanted]) => {
    if (scope[key] === undefined) return true;
    const value = typeof wanted === "object" ? memory.get(wanted.reference) : wanted;
    return value !== undefined && String(scope[key]) === String(value);
  });

/** What an anchor takes a message to be about beyond what its scope tells; empty: the wire told all that it asks for. */
export const assumedBy = (pattern: ScopePattern, scope: Scope): ScopePattern =>
  Object.fromEntries(Object.entries(pattern).filter(([key]) => scope[key] === undefined));

/** Whether two anchors take one message to be about different things. */
export const contradicts = (a: ScopePattern, b: ScopePattern): boolean =>
  Object.entries(a).some(([key, value]) => b[key] !== undefined && JSON.stringify(b[key]) !== JSON.stringify(value));

/** The keys that a moment's scope must have and this one has not. */
export const missingKeys = ({ scope: schema }: Pick<MomentSpec, "scope">, scope: Scope): readonly string[] => {
  const required = (schema["required"] ?? []) as readonly string[];
  return required.filter((key) => scope[key] === undefined);
};
