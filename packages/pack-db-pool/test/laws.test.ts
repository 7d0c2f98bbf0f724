import { test } from "node:test";
import { anyTargetLaws, modulesIn, packLaws } from "@chaos-packs/contract/laws";
import { dbPool } from "../src/index.ts";

const scenarios = await modulesIn(new URL("../src/scenarios/", import.meta.url));
const invariants = await modulesIn(new URL("../src/invariants/", import.meta.url));

const laws = [
  ...packLaws(dbPool, { scenarios, invariants }),
  ...anyTargetLaws(dbPool, {
    understands: ["postgres"],
    endsBothWays: [
      "second-failure-while-reconnecting",
      "silent-accept",
      "handshakes-fail-then-heal",
      "idle-client-error",
      "stale-connection-recycled",
      "lost-mid-transaction",
      "commit-answer-lost",
    ],
  }),
];
for (const { title, check } of laws) test(title, check);
