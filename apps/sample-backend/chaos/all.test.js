import { installedPacks } from "@chaos-packs/contract/target";
import { registerChaos } from "@chaos-packs/harness";
import { sampleBackend } from "../dist/chaos/target.js";

await registerChaos({
  target: sampleBackend(),
  packs: await installedPacks(new URL("../", import.meta.url)),
  options: { failOnSkip: true },
});
