import type { Fate } from "../anchor.ts";
import { defineFault, type Fault, type LinkRef, linkAsJson, type ReplicaRef, undoAll } from "../fault.ts";
import type { Json } from "../json.ts";
import type { Link } from "../link.ts";

/** Where a fault on links strikes: by default the link of the held message, of the replica that sent it. */
export interface OnLinks {
  readonly link?: LinkRef;
  readonly of?: ReplicaRef;
  readonly fate?: Fate;
}

/** A fault that does the same to each of some links. */
export const onLinks = (
  name: string,
  args: Json,
  { link = "struck", of = "struck", fate = "release" }: OnLinks,
  strike: (link: Link) => Promise<AsyncDisposable>,
): Fault =>
  defineFault({
    name,
    args: { ...(args as object), link: linkAsJson(link), of, fate } as Json,
    fate,
    uses: ["links"],
    strikes: [link],
    inject: async ({ links }) => undoAll(await Promise.all(links(link, of).map(strike))),
  });
