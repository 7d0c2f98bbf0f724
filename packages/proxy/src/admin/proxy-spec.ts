import type { Direction, Toxic } from "@chaos-packs/contract/kind";
import type { Address } from "./address.ts";

/** `upstream` is from the client to the server, `downstream` the way back; `both` is ours, for toxics without a direction. */
export type Stream = "upstream" | "downstream" | "both";

/** A toxic as asked for: checked, with everything that was left out filled in. */
export interface ToxicSpec {
  readonly name: string;
  readonly toxic: Toxic;
  readonly stream: Stream;
  /** From 0 to 1. */
  readonly toxicity: number;
  /** Only the connection with this id. */
  readonly connection?: number;
}

const directions = { upstream: "up", downstream: "down", both: "both" } as const;

/** Where a toxic is laid on a link. */
export const whereOf = ({ stream, toxicity, connection }: ToxicSpec) => ({
  direction: directions[stream] as Direction,
  toxicity,
  ...(connection === undefined ? {} : { connection }),
});

/** A proxy as asked for, likewise. */
export interface ProxySpec {
  readonly name: string;
  readonly listen: Address;
  readonly upstream: Address;
  readonly isEnabled: boolean;
  readonly toxics: readonly ToxicSpec[];
}

/** What of a proxy is to change; undefined stays as it is. */
export interface ProxyChange {
  readonly listen: Address | undefined;
  readonly upstream: Address | undefined;
  readonly isEnabled: boolean | undefined;
}

/** A proxy to be there after a populate; what is undefined stays as it is on a proxy that fits already. */
export interface PopulatedProxy extends Omit<ProxySpec, "isEnabled" | "toxics"> {
  readonly isEnabled: boolean | undefined;
  readonly toxics: readonly ToxicSpec[] | undefined;
}
