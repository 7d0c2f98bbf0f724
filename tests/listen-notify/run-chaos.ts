import { registerChaos } from "@chaos-packs/harness";
import { pubsub } from "@chaos-packs/pack-pubsub";
import { listenNotify } from "./target.ts";

await registerChaos({ target: listenNotify({ listensAgain: process.env["DEAF"] !== "1" }), packs: [pubsub] });
