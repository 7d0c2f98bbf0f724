import type { Laid } from "@chaos-packs/contract/kind";
import type { LinkEvent } from "./link-event.ts";
import type { TapFactory } from "./tap.ts";

/** What a link is opened with. */
export interface OpenLinkOptions {
  /** The replica whose link it is. */
  readonly by: { readonly role: string; readonly index: number };
  readonly dependency: string;
  readonly upstream: { readonly host: string; readonly port: number };
  /** True: the upstream may be on another machine, and other machines may dial in, because somebody has named them on purpose. */
  readonly isRemoteAllowed?: boolean;
  /** The address as a service expects it. */
  url(port: number): string;
  readonly tap?: TapFactory;
  /** What `Link.rule` does. Absent: refused with the code RULE_NOT_SUPPORTED. */
  readonly rule?: (rule: unknown) => Laid;
  /** Each dial that reaches the link is `dialled`, one that a fault turns away at accept also `refused`; each is `closed` in the end. */
  readonly connection?: (event: { phase: "dialled" | "refused" | "closed"; connection: number }) => void;
  /** Told of all that happens on the link: connections with who dialled them and their bytes, and faults that fire. */
  readonly events?: (event: LinkEvent) => void;
  /** Where all that is drawn comes from: jitter, toxicity, shares. */
  readonly seed: number;
  /** Where to listen; by default 127.0.0.1 and a free port below the ephemeral range. */
  readonly listen?: { readonly host?: string; readonly port?: number };
}
