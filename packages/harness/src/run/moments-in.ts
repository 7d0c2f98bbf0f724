import { inspect } from "node:util";
import {
  ChaosError,
  type MomentPattern,
  type MomentRef,
  type MomentSeen,
  type MomentSpec,
  type ReplicaId,
  type Scope,
  type Sighting,
  scopesIn,
} from "@chaos-packs/contract";
import { missingKeys } from "./match-anchor.ts";

/** A moment that is looked for, and where it is seen. */
export interface Wanted extends MomentRef {
  readonly spec: MomentSpec | undefined;
  readonly pattern: MomentPattern<unknown>;
}

/** What a message shows of one moment. */
interface Found {
  /** One for each scope that it is about. */
  readonly moments: readonly MomentSeen[];
  /** Scopes that lack keys, for people. */
  readonly problems: readonly string[];
  /** MAPPING_FAILED: a function of the target file threw. */
  readonly mistake?: ChaosError;
}

const NOTHING: Found = { moments: [], problems: [] };

/** Where and when a message was seen. */
interface Seen {
  readonly by: ReplicaId;
  readonly at: number;
}

/** The moments that a message is by one pattern: a message about several things is a moment for each of them. Never throws. */
export function momentsIn(wanted: Wanted, sighting: Sighting, seen: Seen): Found {
  try {
    return readMoments(wanted, sighting, seen);
  } catch (error) {
    return { ...NOTHING, mistake: mappingFailed(wanted, sighting, error) };
  }
}

/** What the functions of a pattern throw, which the target file has written. */
export const mappingFailed = (
  { capability, moment, pattern }: MomentRef & { readonly pattern: Pick<MomentPattern, "describes"> },
  { edge, message }: Pick<Sighting, "edge" | "message">,
  cause: unknown,
): ChaosError =>
  new ChaosError("MAPPING_FAILED", {
    expected: `the pattern ${pattern.describes}, to which "${moment}" of ${capability} is mapped, to read the message at the edge ${edge}`,
    came: `its function threw ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)} for ${inspect(message, SHORT).slice(0, MOST_SHOWN)}`,
    todo: 'Return undefined for a message that is not the moment; what is read off a reply or rows is there only with { edges: ["after"] }.',
    cause,
  });

const SHORT = { breakLength: Number.POSITIVE_INFINITY, depth: 2, maxArrayLength: 20, maxStringLength: 100 };
const MOST_SHOWN = 500;

function readMoments(
  { capability, moment, spec, pattern }: Wanted,
  { edge, message }: Sighting,
  { by, at }: Seen,
): Found {
  const scopes = pattern.edges.includes(edge) ? described(spec, scopesIn(pattern.scopeOf(message, edge))) : [];
  if (scopes.length === 0) return NOTHING;
  const missing = new Set(spec ? scopes.flatMap((scope) => missingKeys(spec, scope)) : []);
  if (missing.size > 0) {
    const keys = [...missing].join(", ");
    const todo = `correct its pattern (${pattern.describes}) in the target file`;
    return { moments: [], problems: [`"${moment}" of ${capability} was seen without its ${keys}: ${todo}`] };
  }
  const failed = edge === "after" ? pattern.failureOf?.(message) : undefined;
  const detail = pattern.detailOf?.(message, edge);
  const rest = {
    ...{ edge, at, by },
    ...(failed !== undefined && { failed }),
    ...(detail !== undefined && { detail }),
  };
  return { moments: scopes.map((scope) => ({ capability, moment, scope, ...rest })), problems: [] };
}

/** Scopes with the keys that the moment has: two that differ only in others are of one and the same moment. */
function described(spec: MomentSpec | undefined, scopes: readonly Scope[]): readonly Scope[] {
  const properties = spec?.scope["properties"] as object | undefined;
  if (!properties) return scopes;
  const keys = Object.keys(properties);
  const kept = scopes.map(
    (scope) => Object.fromEntries(Object.entries(scope).filter(([key]) => keys.includes(key))) as Scope,
  );
  return [...new Map(kept.map((scope) => [JSON.stringify(scope), scope])).values()];
}
