import { withFreePort } from "./listening/free-port.ts";
import { requireLoopback } from "./listening/loopback.ts";
import type { OpenLinkOptions } from "./open-link-options.ts";
import type { OpenedLink } from "./opened-link.ts";
import { ProxiedLink } from "./proxied-link.ts";

/** Opens the way from one replica to one dependency. Throws NOT_LOOPBACK, PORT_TAKEN, NO_PORT_LEFT. */
export async function openLink(options: OpenLinkOptions): Promise<OpenedLink> {
  const { upstream, listen: { host = "127.0.0.1", port } = {} } = options;
  if (!options.isRemoteAllowed) {
    requireLoopback("the link's own address", host, "Listen on 127.0.0.1: a link is for tests on one machine.");
    requireLoopback("the upstream", upstream.host, "Name the remote server explicitly if it is really meant.");
  }
  const openAt = async (at: number): Promise<OpenedLink> => {
    const link = new ProxiedLink(options, host, at);
    await link.open();
    return link;
  };
  return port === undefined ? withFreePort(openAt) : openAt(port);
}
