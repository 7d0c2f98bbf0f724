import { defineScenario, look } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { socketsStayOpen } from "../../invariants/clients/sockets-stay-open.ts";
import { invalidChannelIsRefused } from "../../invariants/messages/invalid-channel-is-refused.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { giveInvalidChannels } from "../../workloads/give-invalid-channels.ts";

export const scenario = defineScenario({
  promise: "an invalid channel is refused with a clear error; the others live on",
  workload: giveInvalidChannels(),
  schedule: [{ at: broadcast.moment("message is published", { channel: "news", id: "first" }), inject: look() }],
  invariants: [invalidChannelIsRefused, ...everyReader, socketsStayOpen],
  quick: true,
});
