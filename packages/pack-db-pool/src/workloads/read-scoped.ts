import { type Client, defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm, whereOffered } from "./query-client.ts";

type SessionClient = Client<typeof queries, (typeof basics | typeof whereOffered)[number] | "session">;

/** Looks at the session of every connection, as far as so many requests at once can. */
const lookAtSessions = (client: SessionClient): Promise<unknown> =>
  Promise.all(numbered("look", 2 * client.trait("poolSize")).map(() => client.call("session", {})));

/** A read for one tenant (`scoped`); what other requests find in their sessions is looked at before and after it. */
export const readScoped = (): Workload =>
  defineWorkload(queries, {
    name: "read for one tenant",
    uses: [...basics, "scopedRead", "session"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await lookAtSessions(client);
      await client.call("scopedRead", { key: "scoped", scope: "tenant 7" });
      await lookAtSessions(client);
    },
    async settle(client) {
      await endWell(client);
      await client.call("scopedRead", { key: "end", scope: "tenant 8" });
      await lookAtSessions(client);
    },
  });
