import type { Amount } from "./amount.ts";
import type { Anchor, Fate } from "./anchor.ts";
import type { FaultData } from "./fault-type.ts";
import type { Direction } from "./link.ts";
import { anyOf, anything, number, object, oneOf, record, type Schema, string } from "./schema.ts";
import type { LinkRef, ReplicaRef } from "./struck.ts";

const only = <T>(schema: Schema<T>): Schema<T> => ({ ...schema, additionalProperties: false });

/** Which links. */
export const linkRefArg: Schema<LinkRef> = anyOf(
  oneOf("struck"),
  only(object({ carrying: only(object({ capability: string(), moment: string() })) })),
  only(object({ dependency: string() })),
);

/** Which replicas. */
export const replicaRefArg: Schema<ReplicaRef> = oneOf("struck", "others of its role", "all of its role", "all");

/** What becomes of the held message. */
export const fateArg: Schema<Fate> = oneOf("release", "drop", "hold");

/** Which way bytes flow. */
export const directionArg: Schema<Direction> = oneOf("up", "down", "both");

/** A number, or one that is known only together with a target. */
export const amountArg: Schema<Amount> = anyOf(
  number(),
  only(object({ capability: string(), trait: string() }, { factor: number(), plus: number() })),
);

/** A moment of a capability. */
export const anchorArg: Schema<Anchor> = only(
  object(
    {
      capability: string(),
      moment: string(),
      scope: record(anyOf(string(), number(), only(object({ reference: string() })))),
      occurrence: amountArg,
      edge: oneOf("before", "after"),
    },
    { by: oneOf("struck", "other") },
  ),
);

/** Another fault, by its name and arguments. */
export const faultArg: Schema<FaultData> = only(object({ name: string(), args: anything() }));

/** Where a fault on links strikes. */
export const onLinksArgs = { link: linkRefArg, of: replicaRefArg, fate: fateArg } as const;
