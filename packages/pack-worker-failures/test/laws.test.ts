import { test } from "node:test";
import { modulesIn, packLaws } from "@chaos-packs/contract/laws";
import { workerFailures } from "../src/index.ts";

const scenarios = await modulesIn(new URL("../src/scenarios/", import.meta.url));
const invariants = await modulesIn(new URL("../src/invariants/", import.meta.url));

for (const { title, check } of packLaws(workerFailures, { scenarios, invariants })) test(title, check);
