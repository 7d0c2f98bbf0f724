import { registerChaos } from "@chaos-packs/harness";
import { lostReceipts } from "../outbox/pack.ts";
import { sender } from "./target.ts";

await registerChaos({ target: sender({ blind: process.env["BLIND"] === "1" }), packs: [lostReceipts] });
