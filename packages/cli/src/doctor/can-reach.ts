import { connect } from "node:net";
import type { Machine } from "./finding.ts";

/** Why a host cannot be reached, through the proxy of the environment if there is one; undefined: it can. */
export function canReach(to: URL, { environment, patienceMs }: Machine): Promise<string | undefined> {
  const proxy = environment["http_proxy"] || undefined;
  const { hostname, port, protocol } = proxy === undefined ? to : new URL(proxy);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (protocol === "https:" ? 443 : 80) });
    const end = (problem?: string): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(patienceMs, () => end(`no answer within ${patienceMs} ms`));
    socket.once("connect", () => end());
    socket.once("error", (error) => end(error.message || (error as NodeJS.ErrnoException).code));
  });
}
