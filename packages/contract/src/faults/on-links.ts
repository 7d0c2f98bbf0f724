import type { Fate } from "../anchor.ts";
import { undoAll } from "../fault.ts";
import type { FaultBody } from "../fault-type.ts";
import type { Kind, RuleOf } from "../kind.ts";
import type { Link } from "../link.ts";
import type { LinkRef, ReplicaRef } from "../struck.ts";

/** Where a fault on links strikes: by default the link of the held message, of the replica that sent it. */
export interface OnLinks {
  readonly link?: LinkRef;
  readonly of?: ReplicaRef;
  readonly fate?: Fate;
}

/** What `OnLinks` says when nothing is given. */
export const onStruckLink = { link: "struck", of: "struck", fate: "release" } as const satisfies OnLinks;

/** What a fault does that does the same to each of some links. */
export const onLinks = <K extends Kind = Kind>(
  { link, of, fate }: Required<OnLinks>,
  strike: (link: Link<RuleOf<K>>) => Promise<AsyncDisposable>,
): FaultBody<"links", K> => ({
  fate,
  strikes: [link],
  inject: async ({ links }) => undoAll(await Promise.all(links(link, of).map(strike))),
});
