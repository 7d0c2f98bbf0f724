import { test } from "node:test";
import { invariantLaws } from "@chaos-packs/contract";
import { standingInvariants } from "../../src/standing/standing-invariants.ts";

const capability = {
  name: "c",
  effects: ({ operations }: { operations: readonly { name: string; result: { status: string } }[] }) => ({
    acknowledged: operations.filter(({ name }) => name === "submit").map(() => "a"),
    required: [],
    forbidden: [],
    present: operations.filter(({ name }) => name === "status").map(() => "a"),
  }),
};

for (const invariant of standingInvariants([capability] as never, { allRemote: false }))
  for (const { title, check } of invariantLaws(invariant)) test(title, check);
