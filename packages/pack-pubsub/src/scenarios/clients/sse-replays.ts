import { defineScenario, look } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { socketsStayOpen } from "../../invariants/clients/sockets-stay-open.ts";
import { replayIsExact } from "../../invariants/messages/replay-is-exact.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { comeBack } from "../../workloads/come-back.ts";

export const scenario = defineScenario({
  promise: "a client that comes back with its Last-Event-ID gets exactly the events that it has missed",
  workload: comeBack({ brokenBy: "client", missing: "something" }),
  schedule: [{ at: broadcast.moment("message is pushed", { channel: "news", id: "m2" }), inject: look() }],
  invariants: [replayIsExact, ...everyReader, socketsStayOpen],
  quick: true,
});
