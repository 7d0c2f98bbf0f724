import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm, whereOffered } from "./query-client.ts";

interface Options {
  /** Default false: the fault is healed as soon as it is in. True: it is waited for until it is healed. */
  readonly untilHealed?: boolean;
}

/** Twice as many clients as the pool has connections, each reading on (`load 1` …) until the fault is over and it has been served once more. */
export const underLoad = ({ untilHealed = false }: Options = {}): Workload =>
  defineWorkload(queries, {
    name: "read on until the fault is over",
    uses: basics,
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      let isOver = false;
      const readers = numbered("load", 2 * client.trait("poolSize"));
      const end = async (): Promise<void> => {
        await client.fault(0, "injected");
        await (untilHealed ? client.fault(0, "healed") : client.heal(0));
        isOver = true;
      };
      // Together: when the deadline ends one of them, the others end too, and nobody would be left to hear of it.
      await Promise.all([end(), ...readers.map((key) => client.until("read", { key }, () => isOver))]);
    },
    settle: endWell,
  });
