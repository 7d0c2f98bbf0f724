import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { type Modules, packLaws } from "@chaos-packs/contract";
import { pubsub } from "../src/index.ts";

async function modulesIn(folder: URL): Promise<Modules> {
  const files = (await readdir(folder)).sort();
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<Modules[string]>),
  );
  return Object.fromEntries(files.map((file, index) => [file, modules[index] ?? {}]));
}

const scenarios = await modulesIn(new URL("../src/scenarios/", import.meta.url));
const invariants = await modulesIn(new URL("../src/invariants/", import.meta.url));

for (const { title, check } of packLaws(pubsub, { scenarios, invariants })) test(title, check);
