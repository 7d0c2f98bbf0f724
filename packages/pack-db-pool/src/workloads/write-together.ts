import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm } from "./query-client.ts";

const WRITES = 4;

const writesOf = (name: string) => numbered(name, WRITES).map((key) => ({ key, value: key }));

/** Four records (`part 1` …) made together; whether a part of them is there is looked at while the fault is in, and at the end. */
export const writeTogether = (how: "transaction" | "batch"): Workload =>
  defineWorkload(queries, {
    name: `write together, as a ${how}`,
    uses: [...basics, "write", "records", how],
    mayUse: ["sessions"],
    async run(client) {
      await warm(client);
      await client.call(how, { writes: writesOf("part"), idempotencyKey: "together" });
    },
    async probe(client) {
      await client.observe("records", {});
      if (client.offers("sessions")) await client.observe("sessions", {});
    },
    async settle(client) {
      await client.observe("records", {});
      await endWell(client);
      await client.call(how, { writes: writesOf("end part"), idempotencyKey: "together at the end" });
      await client.observe("records", {});
    },
  });
