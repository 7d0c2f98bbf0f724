import type { Fate } from "@chaos-packs/contract/kind";
import type { Conversation } from "./conversation.ts";

/** Goes on once a shown message may, at once when nobody holds it; when it is to be dropped, ends the connection as told. */
export function afterFate(
  fate: Promise<Fate> | undefined,
  { gone }: Conversation,
  drop: () => void,
  next: () => Promise<void> | undefined,
): Promise<void> | undefined {
  if (!fate) return next();
  return fate.then((decided) => {
    if (decided === "drop") drop();
    return gone.aborted ? undefined : next();
  });
}
