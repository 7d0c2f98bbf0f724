import type { Fault, Link, World } from "@chaos-packs/contract";

/** Injects a fault on one link, as the harness does. */
export const inject = (fault: Fault, link: Link): Promise<AsyncDisposable> =>
  fault.inject({ links: () => [link] } as unknown as World);
