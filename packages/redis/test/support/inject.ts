import type { Fault, Link, Sighting, World } from "@chaos-packs/contract/kind";
import type { Stack } from "./open-stack.ts";

/** Injects a fault on one link, and on the server behind it, as the harness does when a message has reached its anchor. */
export const inject = (
  fault: Fault,
  link: Link,
  { lane, held }: { readonly lane?: Stack["lane"]; readonly held?: Sighting } = {},
): Promise<AsyncDisposable> =>
  fault.inject({
    links: () => [link],
    servers: () => lane?.control,
    struck: { message: held?.message },
    signal: new AbortController().signal,
  } as unknown as World);
