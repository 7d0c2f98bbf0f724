import type { Link } from "@chaos-packs/contract";
import { withFreePort } from "./listening/free-port.ts";
import { requireLoopback } from "./listening/loopback.ts";
import { ProxiedLink } from "./proxied-link.ts";
import type { TapFactory } from "./tap.ts";

/** What a link is opened with. */
export interface OpenLinkOptions {
  /** The replica whose link it is. */
  readonly by: { readonly role: string; readonly index: number };
  readonly dependency: string;
  readonly upstream: { readonly host: string; readonly port: number };
  /** True: the upstream may be on another machine, because somebody has named it on purpose. */
  readonly isRemoteAllowed?: boolean;
  /** The address as a service expects it. */
  url(port: number): string;
  readonly tap?: TapFactory;
  /** What `Link.rule` does. Absent: refused with the code RULE_NOT_SUPPORTED. */
  readonly rule?: (rule: unknown) => AsyncDisposable;
  /** Each dial that reaches the link is `dialled`, one that a fault turns away at accept also `refused`; each is `closed` in the end. */
  readonly connection?: (event: { phase: "dialled" | "refused" | "closed" }) => void;
  /** Where all jitter comes from. */
  readonly seed: number;
  /** Where to listen; by default 127.0.0.1 and a free port below the ephemeral range. */
  readonly listen?: { readonly host?: string; readonly port?: number };
}

/** Opens the way from one replica to one dependency. Throws NOT_LOOPBACK, PORT_TAKEN, NO_PORT_LEFT. */
export async function openLink(options: OpenLinkOptions): Promise<Link> {
  const { upstream, listen: { host = "127.0.0.1", port } = {} } = options;
  requireLoopback("the link's own address", host, "Listen on 127.0.0.1: a link is for tests on one machine.");
  if (!options.isRemoteAllowed) {
    requireLoopback("the upstream", upstream.host, "Name the remote server explicitly if it is really meant.");
  }
  const openAt = async (at: number): Promise<Link> => {
    const link = new ProxiedLink(options, host, at);
    await link.open();
    return link;
  };
  return port === undefined ? withFreePort(openAt) : openAt(port);
}
