import { type OpenedLink, type OpenLinkOptions, openLink } from "../../src/index.ts";

/** Opens a link to a port of this machine. */
export const linkTo = (port: number, options: Partial<OpenLinkOptions> = {}): Promise<OpenedLink> =>
  openLink({
    by: { role: "worker", index: 0 },
    dependency: "echo",
    upstream: { host: "127.0.0.1", port },
    url: (at) => `tcp://127.0.0.1:${at}`,
    seed: 7,
    ...options,
  });
