import { test } from "node:test";
import { modulesIn, packLaws } from "@chaos-packs/contract/laws";
import { pubsub } from "../src/index.ts";

const scenarios = await modulesIn(new URL("../src/scenarios/", import.meta.url));
const invariants = await modulesIn(new URL("../src/invariants/", import.meta.url));

for (const { title, check } of packLaws(pubsub, { scenarios, invariants })) test(title, check);
