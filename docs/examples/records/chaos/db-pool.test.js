import { registerChaos } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";

const first = ["idle-client-error", "commit-answer-lost", "unique-violation-race"]; // to begin with
await registerChaos({ target: new URL("./target.js", import.meta.url), packs: [dbPool], first });
