import { isChaosError } from "../chaos-error.ts";
import { undoAll } from "../fault.ts";
import { onLinksArgs } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import type { Laid } from "../laid.ts";
import type { Link } from "../link.ts";
import { number, object } from "../schema.ts";
import { onLinks, onStruckLink } from "./on-links.ts";

/**
 * A tenth of the requests is lost, for every replica; the preset packet-loss. With `rate` another share: exactly every (1/rate)th
 * command, statement or HTTP request, from an offset that the seed gives, and its connection with it. Where the kind of dependency
 * does not tell requests apart it is every (1/rate)th of the connections that live and of those that are dialled.
 */
export const packetLoss = defineFaultType({
  name: "packet-loss",
  args: object({ ...onLinksArgs, rate: number() }),
  defaults: { ...onStruckLink, of: "all", rate: 0.1 },
  uses: ["links"],
  make: ({ rate, ...where }) =>
    onLinks(where, async (link) => {
      try {
        return await link.rule({ lostRequests: { rate } });
      } catch (error) {
        if (!isChaosError(error, "RULE_NOT_SUPPORTED")) throw error;
        return loseConnections(link, rate);
      }
    }),
});

async function loseConnections(link: Pick<Link, "fail">, rate: number): Promise<AsyncDisposable> {
  const laid: Laid[] = [await link.fail({ how: "rst", at: "accept", rate })];
  laid.push(await link.fail({ how: "rst", at: "now", rate }));
  return undoAll(laid);
}
