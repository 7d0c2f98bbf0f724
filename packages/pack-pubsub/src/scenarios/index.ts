import type { Scenario } from "@chaos-packs/contract";

/** Every scenario of the pack by its id, which is the name of its file; a test compares this list with the folder. */
export const scenarios: Readonly<Record<string, Scenario>> = {};
