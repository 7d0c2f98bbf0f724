import { type Fault, undo } from "@chaos-packs/contract";
import type { ClientType } from "../server/other-clients.ts";
import { type OnServer, onServer } from "./on-server.ts";

/** CLIENT KILL: the server ends connections of the replicas, those that are subscribed (`pubsub`, default), the others (`normal`) or `all`. */
export const killClients = ({ type = "pubsub", ...where }: OnServer & { readonly type?: ClientType } = {}): Fault =>
  onServer(`kill clients (${type})`, { type }, where, async (control) => {
    await control.killClients(type);
    return undo();
  });
