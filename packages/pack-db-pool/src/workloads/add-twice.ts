import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, warm, whereOffered } from "./query-client.ts";

interface Options {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly isolation: "read committed" | "serializable";
}

/** Two additions to several counters each: the second begins when a fault holds the first. */
export const addTwice = ({ first, second, isolation }: Options): Workload =>
  defineWorkload(queries, {
    name: `add to ${first.join(" and ")}, and to ${second.join(" and ")} meanwhile, ${isolation}`,
    uses: [...basics, "add", "counters"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      const add = (keys: readonly string[], idempotencyKey: string) =>
        client.call("add", { keys, amount: 1, idempotencyKey, isolation });
      const held = add(first, "first");
      await client.fault(0, "injected");
      await Promise.all([held, add(second, "second")]);
    },
    async settle(client) {
      await endWell(client);
      await client.call("add", { keys: ["end"], amount: 1, idempotencyKey: "end addition" });
      await client.observe("counters", {});
    },
  });
