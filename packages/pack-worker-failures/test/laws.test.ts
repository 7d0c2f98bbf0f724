import { test } from "node:test";
import { anyTargetLaws, modulesIn, packLaws } from "@chaos-packs/contract/laws";
import { workerFailures } from "../src/index.ts";

const scenarios = await modulesIn(new URL("../src/scenarios/", import.meta.url));
const invariants = await modulesIn(new URL("../src/invariants/", import.meta.url));

const laws = [
  ...packLaws(workerFailures, { scenarios, invariants }),
  ...anyTargetLaws(workerFailures, { understands: ["http"] }),
];
for (const { title, check } of laws) test(title, check);
