import { registerChaos } from "@chaos-packs/harness";
import { pubsub } from "@chaos-packs/pack-pubsub";
import { redisSockets } from "./target.ts";

await registerChaos({ target: redisSockets({ resends: process.env["RESENDS"] === "1" }), packs: [pubsub] });
