import { test } from "node:test";
import { anyTargetLaws, modulesIn, packLaws } from "@chaos-packs/contract/laws";
import { pubsub } from "../src/index.ts";

const scenarios = await modulesIn(new URL("../src/scenarios/", import.meta.url));
const invariants = await modulesIn(new URL("../src/invariants/", import.meta.url));

const laws = [
  ...packLaws(pubsub, { scenarios, invariants }),
  ...anyTargetLaws(pubsub, {
    understands: ["redis"],
    endsBothWays: [
      "resubscribes-to-all",
      "disconnect-during-broadcast",
      "order-per-channel",
      "no-duplicates-after-reconnect",
      "publish-falls-back",
      "reconnect-is-spread",
      "redial-rate-is-bounded",
      "reconnect-fails-then-heals",
    ],
  }),
];
for (const { title, check } of laws) test(title, check);
