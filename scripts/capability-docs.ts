// The documents of every capability, made from its schemas: docs/capabilities/<name>.md and <name>.openapi.json. Run after a
// build; a test compares what this says with what is committed.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openApiOf, pageOf } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";
import { pubsub } from "@chaos-packs/pack-pubsub";
import { workerFailures } from "@chaos-packs/pack-worker-failures";

/** Every document by its path, from the top of the repository. */
export const capabilityDocs = (): readonly (readonly [path: string, text: string])[] =>
  [workerFailures, dbPool, pubsub]
    .flatMap(({ capabilities }) => capabilities)
    .flatMap((capability) => [
      [`docs/capabilities/${capability.name}.md`, pageOf(capability)] as const,
      [
        `docs/capabilities/${capability.name}.openapi.json`,
        `${JSON.stringify(openApiOf(capability), undefined, 2)}\n`,
      ] as const,
    ]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL("../docs/capabilities", import.meta.url), { recursive: true });
  for (const [path, text] of capabilityDocs()) writeFileSync(new URL(`../${path}`, import.meta.url), text);
}
