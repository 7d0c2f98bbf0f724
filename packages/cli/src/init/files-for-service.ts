import { basename } from "node:path";
import { ChaosError, loadPack } from "@chaos-packs/contract";
import type { NewFiles } from "../write-new-files.ts";
import { capabilityTarget } from "./capability-target.ts";
import { DB_POOL_FIRST, dbPoolTarget } from "./db-pool-target.ts";
import type { Service } from "./service.ts";

/** The package that `init` knows by heart. */
const DB_POOL = "@chaos-packs/pack-db-pool";

/** The target file of a service and the test that runs a pack against it, by their names. Throws what `loadPack` throws. */
export async function filesForService(service: Service, folder: string): Promise<NewFiles> {
  const test = `${basename(service.pack).replace(/^pack-/, "")}.test.js`;
  if (service.pack === DB_POOL) {
    needPostgres(service);
    return { "target.js": dbPoolTarget(service), [test]: testOf("dbPool", service.pack, DB_POOL_FIRST) };
  }
  const installed = await loadPack(service.pack, folder);
  return { "target.js": capabilityTarget(service, installed), [test]: testOf(installed.packName, service.pack) };
}

function needPostgres({ dependencies }: Service): void {
  if (dependencies.some(({ kind }) => kind === "postgres")) return;
  throw new ChaosError("DEPENDENCY_MISSING", {
    expected: "postgres among the dependencies, for a pack about its connections",
    came: dependencies.map(({ name }) => name).join(", ") || "none",
    todo: "Pass --dependencies postgres=DATABASE_URL, or another --pack.",
  });
}

function testOf(pack: string, from: string, ids: readonly string[] = []): string {
  const first =
    ids.length === 0 ? "" : `const first = ${JSON.stringify(ids).replaceAll('","', '", "')}; // to begin with\n`;
  const begin = ids.length === 0 ? "" : ", first";
  return `import { registerChaos } from "@chaos-packs/harness";
import { ${pack} } from "${from}";

${first}await registerChaos({ target: new URL("./target.js", import.meta.url), packs: [${pack}]${begin} });
`;
}
